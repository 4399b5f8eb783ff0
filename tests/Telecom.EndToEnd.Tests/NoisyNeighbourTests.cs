using System.Globalization;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests;

/// <summary>One customer floods the gateway while another goes on as always.</summary>
public sealed class NoisyNeighbourTests
{
    private const int PerSecond = 40;
    private const int BurstSeconds = 2;
    private const int Calls = 10;
    private const int SamplesPerSecond = 20_000;
    private const int SampleBurstSeconds = 1;
    private const int GuessesPerMinute = 60;

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["TELECOM_Gateway__Quotas__RequestsPerSecondPerCaller"] = Text(PerSecond),
        ["TELECOM_Gateway__Quotas__RequestsPerSecondPerCustomer"] = Text(PerSecond),
        ["TELECOM_Gateway__Quotas__RequestBurst"] = $"00:00:0{BurstSeconds}",
        ["TELECOM_Gateway__Quotas__ConcurrentCallsPerCaller"] = Text(Calls),
        ["TELECOM_Gateway__Quotas__ConcurrentCallsPerCustomer"] = Text(Calls),
        ["TELECOM_Gateway__Quotas__FailedIdentitiesPerMinutePerAddress"] = Text(GuessesPerMinute),
        ["TELECOM_Ingestion__MaxSamplesPerSecondPerAgent"] = Text(SamplesPerSecond),
        ["TELECOM_Ingestion__MaxSamplesPerSecondPerCustomer"] = Text(SamplesPerSecond),
        ["TELECOM_Ingestion__QuotaBurst"] = $"00:00:0{SampleBurstSeconds}",
        ["TELECOM_Ingestion__QuotaPatience"] = "00:00:00",
    };

    [Fact]
    public async Task A_customer_that_floods_is_held_to_its_quotas_and_another_loses_not_one_sample_or_stream()
    {
        const ulong Batches = 300;
        await using Rig rig = await Rig.StartAsync(Settings);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        Tenant noisy = await Tenant.RegisterAsync(rig.Admin, "noisy", ["line"]);
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-24).ToUnixTimeSeconds() * 1_000_000;
        Swarm quiet = await Swarm.StartAsync(rig, "quiet", Proofs.Seed, startUs, lanes: 3, TimeSpan.FromMilliseconds(20), limit.Token);
        await quiet.ProgressAsync(10);
        using var viewer = new GatewayChannel(rig.GatewayAddress, quiet.Tenant.ViewerSecret);
        _ = await Tenant.StatusAsync(viewer, quiet.Tenant.Circuit("c0"));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        using var flood = new NoisyCustomer(rig, noisy);
        Task running = flood.RunAsync(stop.Token);
        ulong before = quiet.Acknowledged;
        while (quiet.Acknowledged < before + Batches || !HasMetEveryQuota(flood))
        {
            // The quiet customer's single requests are heard too, from the address from which keys are guessed.
            _ = await Tenant.StatusAsync(viewer, quiet.Tenant.Circuit("c0"));
            await quiet.ProgressAsync(10);
            Assert.True(flood.Wrong is null, flood.Wrong);
        }

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        double seconds = flood.Seconds;
        Assert.True(flood.Wrong is null, flood.Wrong);
        await quiet.FinishAsync();
        Assert.All(quiet.Clients, client => Assert.Equal(1, client.Connections));

        // What was let in is what the buckets held and what came to them, neither more nor less than a flood can take.
        Assert.InRange(flood.Requests, PerSecond * BurstSeconds / 2, (PerSecond * (BurstSeconds + seconds)) + 1);
        Assert.InRange(
            flood.Samples,
            SamplesPerSecond * SampleBurstSeconds,
            (SamplesPerSecond * (SampleBurstSeconds + seconds)) + (NoisyCustomer.SampleStreams * NoisyCustomer.BatchSamples));
        Assert.InRange(flood.Guesses, GuessesPerMinute, (GuessesPerMinute * (1 + (seconds / 60))) + NoisyCustomer.GuessesAtOnce);
        Proofs.Report(
            "noisy-neighbour",
            $"{flood.Seconds:F0} s of flood: {flood.Requests} requests let in and {flood.RequestsRefused + flood.StreamsRefused} refused, {flood.Samples} samples taken and their streams ended {flood.SampleRefusals} times, "
                + $"{flood.GuessesUnheard} of {flood.Guesses + flood.GuessesUnheard} guessed keys not looked at; the quiet customer: {quiet.Samples} samples acknowledged = stored = counted on {quiet.Clients.Count} streams that never broke");
    }

    private static bool HasMetEveryQuota(NoisyCustomer flood) =>
        flood is { RequestsRefused: > 100, StreamsRefused: > 100, SampleRefusals: > 0, GuessesUnheard: > 100, Guesses: >= GuessesPerMinute } && flood.Samples >= SamplesPerSecond * SampleBurstSeconds;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
