using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Host;

/// <summary>Start, restart and shutdown of the service with streams on it.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task Two_lanes_of_an_agent_are_two_sequences()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream first = await AgentStream.OpenAsync(server.ClientOf(), lane: 0);
        using AgentStream second = await AgentStream.OpenAsync(server.ClientOf(), lane: 1);
        for (ulong sequence = 1; sequence <= 10; sequence++)
        {
            await first.SendAsync(Batches.Latencies(sequence));
            await second.SendAsync(Batches.Latencies(sequence, 1, Names.OtherCircuit));
        }

        await first.FinishedAsync(10);
        await second.FinishedAsync(10);
        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        Assert.Equal(10, records.Count(r => r.LaneOf() == Names.Lane(0)));
        Assert.Equal(10, records.Count(r => r.LaneOf() == Names.Lane(1)));
    }

    [Fact]
    public async Task A_newer_stream_of_the_lane_ends_the_older_one_as_superseded()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream older = await AgentStream.OpenAsync(server.ClientOf());
        await older.SendAsync(Batches.Latencies(1));
        await older.AckedAsync(1);
        using AgentStream newer = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal(1ul, newer.Welcome.DurableSequence);
        RpcException exception = await older.FailureAsync();
        Assert.Equal((StatusCode.Aborted, "SUPERSEDED"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        await newer.SendAsync(Batches.Latencies(2));
        await newer.FinishedAsync(2);
    }

    [Fact]
    public async Task A_silent_stream_gets_heartbeats_and_then_ends_as_idle()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:HeartbeatInterval"] = "00:00:00.1", ["Ingestion:IdleTimeout"] = "00:00:00.5" });
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal((100u, 500u), (stream.Welcome.Limits.HeartbeatIntervalMs, stream.Welcome.Limits.IdleTimeoutMs));
        Assert.NotNull((await stream.NextAsync()).Heartbeat);
        RpcException exception = await stream.FailureAsync();
        Assert.Equal((StatusCode.Aborted, "IDLE_TIMEOUT"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
    }

    [Fact]
    public async Task Shutdown_drains_streams_and_a_restart_goes_on_where_they_stopped()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        BusyAgent[] agents = [.. Enumerable.Range(0, 6).Select(lane => new BusyAgent((uint)lane, finishes: lane % 2 == 0))];
        Task running = Task.WhenAll(agents.Select(a => Task.Run(() => a.RunAsync(server.ClientOf()))));
        await Bound.UntilAsync(() => agents.All(a => a.Acknowledged > 20), "every lane to be busy");

        await server.StopAsync();
        await running.WithinBound();

        Assert.All(agents, a => Assert.True(a.WasDrained));
        Assert.All(agents, a => Assert.Equal(a.Finishes ? null : "DRAINING", a.Reason));
        await server.StartAsync();
        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        foreach (BusyAgent agent in agents)
        {
            // What the server took after the drain began it acknowledged as well: the two agree to the last batch.
            using AgentStream again = await AgentStream.OpenAsync(server.ClientOf(), agent.Lane);
            Assert.Equal((agent.Sent, agent.Sent), (agent.Acknowledged, again.Welcome.DurableSequence));
            Assert.Equal(
                Enumerable.Range(1, (int)agent.Sent),
                records.Where(r => r.Lane == agent.Lane).Select(r => (int)r.Batch.Sequence));
        }
    }

    [Fact]
    public async Task The_service_works_from_its_last_snapshot_while_the_catalogue_is_away()
    {
        CatalogSnapshot snapshot = new() { Revision = 3 };
        snapshot.Circuits.Add(new Circuit { Name = Names.Circuit });
        await using IngestionServer server = await IngestionServer.StartAsync(keepCatalog: true, prepare: folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder, "ingestion"));
            File.WriteAllBytes(Path.Combine(folder, "ingestion", "catalog-snapshot.binpb"), snapshot.ToByteArray());
        });
        Health.HealthClient health = new(server.NewChannel());
        HealthCheckResponse ready = await health.CheckAsync(new HealthCheckRequest { Service = "readiness" }).ResponseAsync.WithinBound();
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, ready.Status);
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        await stream.SendAsync(Batches.Latencies(1));
        await stream.FinishedAsync(1);
        Assert.Empty(stream.Refusals);
    }

    [Fact]
    public async Task Without_any_snapshot_the_service_is_not_ready_and_takes_no_stream()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(keepCatalog: true);
        Health.HealthClient health = new(server.NewChannel());
        HealthCheckResponse ready = await health.CheckAsync(new HealthCheckRequest()).ResponseAsync.WithinBound();
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, ready.Status);
        using AgentStream stream = new(server.ClientOf());
        RpcException exception = await stream.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
    }

    [Fact]
    public async Task Wrong_options_stop_the_start_and_are_all_named()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(async () => await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxLanes"] = "0", ["Ingestion:DrainLimit"] = "1.00:00:00" }));
        Assert.Contains("Ingestion:MaxLanes", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ingestion:DrainLimit", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_stream_is_left_over_when_agents_vanish()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxStreams"] = "3" });
        for (int i = 0; i < 12; i++)
        {
            using AgentStream stream = await OpenWhenThereIsRoomAsync(server);
            await stream.SendAsync(Batches.Latencies(stream.Welcome.DurableSequence + 1));
        }

        await Bound.UntilAsync(() => server.Service<StreamRegistry>().Count == 0, "the last stream to be taken out");
    }

    private static async Task<AgentStream> OpenWhenThereIsRoomAsync(IngestionServer server)
    {
        using CancellationTokenSource limit = new(Bound.Limit);
        while (true)
        {
            try
            {
                return await AgentStream.OpenAsync(server.ClientOf());
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
