using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>One agent that stands still does not slow another, though they share the gateway and its connections to ingestion.</summary>
[Collection(SharedRigCollection.Name)]
public sealed class StallTests(RigFixture fixture)
{
    /// <summary>Batches of the others that must be acknowledged meanwhile: far more than every buffer on the way holds.</summary>
    private const ulong Meanwhile = 300;

    [NeedsFact(NeedsFactAttribute.Need.Python)]
    public async Task An_agent_that_is_stopped_in_the_middle_of_its_stream_does_not_slow_the_others()
    {
        Rig rig = fixture.Rig;
        const int batches = 400;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "frozen", ["line"]);
        string descriptors = Path.Combine(rig.Folder, "stall.binpb");
        await using ManagedProcess buf = ManagedProcess.Start(
            "buf build",
            Path.Combine(Paths.Root, "node_modules", ".bin", "buf"),
            ["build", Path.Combine(Paths.Root, "protos"), "--as-file-descriptor-set", "-o", descriptors],
            new Dictionary<string, string?>(),
            Paths.Root);
        Assert.True(await buf.WaitForExitAsync(TimeSpan.FromSeconds(60)) == 0, buf.Output);
        await using ManagedProcess frozen = ManagedProcess.Start(
            "grpcio",
            "/usr/bin/python3",
            [
                Path.Combine(Paths.Root, "tests", "interop", "drained.py"), rig.GatewayAddress["http://".Length..], tenant.AgentName, tenant.AgentSecret,
                tenant.Circuit("line"), batches.ToString(CultureInfo.InvariantCulture), "1000", "5", descriptors,
            ],
            new Dictionary<string, string?>(),
            Paths.Root);
        await Until.Async("the agent's first batches", TimeSpan.FromSeconds(60), () => StoredAsync(rig, tenant), stored => stored > 0);
        frozen.Freeze();
        ulong acknowledged;
        try
        {
            acknowledged = await OthersAsync("beside-frozen");
            Assert.False(frozen.HasExited, frozen.Output);
        }
        finally
        {
            frozen.Thaw();
        }

        Assert.True(await frozen.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, frozen.Output);
        Assert.Equal(batches, JsonDocument.Parse(frozen.Output).RootElement.GetProperty("finished").GetInt32());
        await FirstLightTests.AssertCountedAsync(rig, tenant, batches * 1000);
        Proofs.Report("stalled-agent", $"while a client process stood still (SIGSTOP) {acknowledged} batches of the others were acknowledged; then its own {batches} batches were stored and counted once");
    }

    [Fact]
    public async Task An_agent_that_does_not_read_its_acknowledgements_does_not_slow_the_others()
    {
        Rig rig = fixture.Rig;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "unread", ["line"]);
        using var channel = new GatewayChannel(rig.GatewayAddress, tenant.AgentSecret);
        using var stop = new CancellationTokenSource();
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
            new IngestionService.IngestionServiceClient(channel.Invoker).StreamSamples(cancellationToken: stop.Token);
        await call.RequestStream.WriteAsync(new StreamSamplesRequest
        {
            Hello = new Hello { Agent = tenant.AgentName, SpoolEpoch = SpoolingClient.NewEpoch(), Software = "reads nothing" },
        });
        int sent = 0;
        Task sending = Task.Run(async () =>
        {
            for (ulong sequence = 1; ; sequence++)
            {
                await call.RequestStream.WriteAsync(new StreamSamplesRequest { Batch = Refused(sequence, tenant.Circuit("line")) }, stop.Token);
                Interlocked.Increment(ref sent);
            }
        });

        // It is blocked when what it sent does not grow while others come far.
        ulong acknowledged = await OthersAsync("beside-unread");
        int before = Volatile.Read(ref sent);
        acknowledged += await OthersAsync("beside-unread-2");
        int after = Volatile.Read(ref sent);
        Assert.False(sending.IsCompletedSuccessfully);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Proofs.Report("stalled-reader", $"while a client read none of its acknowledgements (it could send {before} batches, then {after - before}) {acknowledged} batches of the others were acknowledged");
    }

    private async Task<ulong> OthersAsync(string customer)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds() * 1_000_000;
        Swarm others = await Swarm.StartAsync(fixture.Rig, customer, Proofs.Seed, startUs, lanes: 2, TimeSpan.Zero, limit.Token);
        await others.ProgressAsync(Meanwhile);
        await others.FinishAsync();
        return others.Acknowledged;
    }

    /// <summary>Rows that are refused one by one, so that the answers are as long as the batch.</summary>
    private static SampleBatch Refused(ulong sequence, string circuit)
    {
        const int rows = 5_000;
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000, Latency = new LatencyTable() };
        batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = circuit });
        batch.Latency.Circuit.AddRange(Enumerable.Repeat(1u, rows));
        batch.Latency.TimeDeltaUs.AddRange(Enumerable.Repeat(0L, rows));
        batch.Latency.LatencyUs.AddRange(Enumerable.Repeat(-1f, rows));
        return batch;
    }

    private static async Task<ulong> StoredAsync(Rig rig, Tenant tenant)
    {
        ListProducersResponse stored = await new IngestionService.IngestionServiceClient(rig.Admin.Invoker)
            .ListProducersAsync(new ListProducersRequest { Parent = tenant.AgentName });
        return stored.Producers.Aggregate(0UL, (sum, p) => sum + p.StoredSamples);
    }
}
