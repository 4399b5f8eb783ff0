using Telecom.LoadGenerator;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

[Collection(SharedRigCollection.Name)]
public sealed class LoadTests(RigFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task A_twenty_second_load_reconciles_sent_acknowledged_stored_and_counted()
    {
        var options = new LoadOptions
        {
            Gateway = fixture.Rig.GatewayAddress,
            AdminKeyFile = Path.Combine(fixture.Rig.DataFolder, "catalog", "admin.key"),
            Seed = Proofs.Seed % 1_000_000,
        };
        LoadReport report = await LoadRun.RunAsync(options, output.WriteLine, TimeProvider.System, CancellationToken.None);
        output.WriteLine(report.ToText());
        Assert.Equal((ulong)(options.Rate * options.Seconds), report.Sent);
        Assert.True(report.Reconciled, report.ToText());
        Proofs.Report("load", $"{report.Sent} samples in {options.Seconds} s over {options.Streams} streams: sent = acknowledged = stored = counted");
    }

    [Fact]
    public void A_remote_gateway_and_bad_numbers_are_refused_together()
    {
        LoadOptions.Parse(["--gateway", "http://198.51.100.1:80", "--streams", "0", "--rate", "many", "--colour", "red"], out IReadOnlyList<string> errors);
        Assert.Collection(
            errors,
            e => Assert.Equal("--streams '0': must be a whole number from 1 to 64", e),
            e => Assert.Equal("--rate 'many': must be a whole number from 1 to 50000000", e),
            e => Assert.StartsWith("--colour: unknown; allowed: --gateway", e, StringComparison.Ordinal),
            e => Assert.StartsWith("--gateway 'http://198.51.100.1:80': must be a loopback address", e, StringComparison.Ordinal));
    }

    [Fact]
    public void Latency_counts_from_the_instant_at_which_a_batch_was_due()
    {
        var options = new LoadOptions { Streams = 2, Rate = 1_000, Batch = 100, Seconds = 10 };
        Assert.Equal(TimeSpan.Zero, LoadPlan.DueAt(options, lane: 0, index: 0));
        Assert.Equal(TimeSpan.FromMilliseconds(100), LoadPlan.DueAt(options, lane: 1, index: 0));
        Assert.Equal(TimeSpan.FromMilliseconds(400), LoadPlan.DueAt(options, lane: 0, index: 2));
        Assert.Equal(50, LoadPlan.BatchesPerLane(options));
    }
}
