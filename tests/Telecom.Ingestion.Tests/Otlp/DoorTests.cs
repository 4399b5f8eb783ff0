using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using static Telecom.Ingestion.Tests.Otlp.Exports;
using Client = OpenTelemetry.Proto.Collector.Metrics.V1.MetricsService.MetricsServiceClient;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>The door over the network, with the real log unless a test needs another.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task What_was_exported_is_in_the_log_and_an_export_that_comes_again_changes_nothing()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        ExportMetricsServiceRequest request = Mixed();
        for (int i = 0; i < 3; i++)
        {
            ExportMetricsServiceResponse response = await ClientOf(server).ExportAsync(request);
            Assert.Null(response.PartialSuccess);
        }

        LogRecord record = Assert.Single(await LogContents.ReadAsync(server.Log));
        Assert.Equal(Names.Agent, record.Agent);
        Assert.Equal([12_500f, 13_500f], record.Batch.Latency.LatencyUs);
        Assert.Equal([(100u, 3u)], record.Batch.Loss.Sent.Zip(record.Batch.Loss.Lost));
        Assert.Equal([1000.0], record.Batch.Throughput.ThroughputBps);
        Assert.Equal(3UL, record.Batch.Distribution.Counts.Aggregate(0UL, (a, b) => a + b));
        Assert.Equal([Names.Circuit], record.Circuits.Select(c => c.Circuit));
    }

    [Fact]
    public async Task An_export_that_was_stored_before_a_restart_is_known_after_it()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await ClientOf(server).ExportAsync(Mixed());
        await server.StopAsync();
        await server.StartAsync();
        await ClientOf(server).ExportAsync(Mixed());
        Assert.Single(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task Of_an_export_that_is_known_in_part_the_rest_is_stored()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await ClientOf(server).ExportAsync(Of(Gauge("telecom.latency", "ms", Number(1, 1), Number(2, 2))));
        await ClientOf(server).ExportAsync(Of(Gauge("telecom.latency", "ms", Number(1, 1), Number(2, 2), Number(3, 3))));
        Assert.Equal([1000f, 2000f, 3000f], (await LogContents.ReadAsync(server.Log)).SelectMany(r => r.Batch.Latency.LatencyUs).Order());
    }

    [Fact]
    public async Task A_sender_that_goes_away_before_the_answer_and_tries_again_is_counted_once()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(log);
        log.Stall();
        using CancellationTokenSource gone = new();
        AsyncUnaryCall<ExportMetricsServiceResponse> lost = ClientOf(server).ExportAsync(Counter(2000, 20), cancellationToken: gone.Token);
        await Bound.UntilAsync(() => log.Pending == 0 && log.Calls == 0, "the first point of a series has nothing to append");
        await lost.ResponseAsync.WithinBound();
        AsyncUnaryCall<ExportMetricsServiceResponse> second = ClientOf(server).ExportAsync(Counter(3000, 30), cancellationToken: gone.Token);
        await Bound.UntilAsync(() => log.Pending == 1, "the append is under way");
        await gone.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => second.ResponseAsync.WithinBound());
        log.Resume();
        await ClientOf(server).ExportAsync(Counter(3000, 30));
        await ClientOf(server).ExportAsync(Counter(5000, 40));
        Assert.Equal([800.0, 1600.0], (await LogContents.ReadAsync(log)).SelectMany(r => r.Batch.Throughput.ThroughputBps));
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_UNAVAILABLE_with_RetryInfo_and_a_series_stays_where_it_was()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(log);
        await ClientOf(server).ExportAsync(Counter(1000, 10));
        log.Fail(1);
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => ClientOf(server).ExportAsync(Counter(2000, 20)).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(failure));
        Assert.Empty(await LogContents.ReadAsync(log));
        await ClientOf(server).ExportAsync(Counter(3000, 30));
        Assert.Equal([800.0], (await LogContents.ReadAsync(log)).SelectMany(r => r.Batch.Throughput.ThroughputBps));
    }

    [Fact]
    public async Task Partial_success_counts_the_rejected_points_and_says_why()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        ExportMetricsServiceResponse response = await ClientOf(server).ExportAsync(Of(
            Gauge("telecom.latency", "ms", Number(1, 1), Number(2, 2, null, ("telecom.circuit", "planned"))), Gauge("unknown.metric", "", Number(1, 1))));
        Assert.Equal(2, response.PartialSuccess.RejectedDataPoints);
        Assert.Contains("the catalogue has no such circuit", response.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("unknown.metric", response.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Single(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task Only_agents_may_export()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Caller viewer = new("a viewer", "acme", new HashSet<Role> { Role.CustomerViewer }, null);
        Metadata headers = new() { { "authorization", $"Bearer {server.TokenOf(viewer)}" } };
        Client client = new(server.NewChannel());
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync(Mixed(), headers).ResponseAsync)).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync(Mixed()).ResponseAsync)).StatusCode);
        Assert.Empty(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task An_export_with_more_points_than_allowed_is_refused_whole()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(settings: new Dictionary<string, string?> { ["Ingestion:Otlp:MaxDataPoints"] = "2" });
        RpcException failure = await Assert.ThrowsAsync<RpcException>(
            () => ClientOf(server).ExportAsync(Of(Gauge("telecom.latency", "ms", Number(1, 1), Number(2, 2), Number(3, 3)))).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Null(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(failure));
        Assert.Empty(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task Exports_of_one_agent_at_the_same_time_are_all_stored_and_a_series_stays_in_order()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Client client = ClientOf(server);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => client.ExportAsync(Of(Gauge("telecom.latency", "ms", Number(i, i)))).ResponseAsync.WithinBound()));
        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => i * 1000f), records.SelectMany(r => r.Batch.Latency.LatencyUs).Order());
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (ulong)i), records.Select(r => r.Batch.Sequence));
    }

    [Fact]
    public async Task A_large_export_becomes_several_records_and_is_known_whole_when_it_comes_again()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        ExportMetricsServiceRequest request = Of(Gauge("telecom.latency", "ms", [.. Enumerable.Range(0, 20_000).Select(i => Number(i % 1000, i * 0.01))]));
        await ClientOf(server).ExportAsync(request);
        await ClientOf(server).ExportAsync(request);
        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        Assert.True(records.Count > 1);
        Assert.Equal(20_000, records.Sum(r => r.Batch.Latency.LatencyUs.Count));
    }

    private static Client ClientOf(IngestionServer server) => new(server.InvokerOf(Names.Agent));

    private static ExportMetricsServiceRequest Counter(double bytes, double at) => Of(Sum("telecom.throughput", "By", true, Number(bytes, at, 0)));

    internal static ExportMetricsServiceRequest Mixed() => Of(
        Gauge("telecom.latency", "ms", Number(12.5, 1), Number(13.5, 2)),
        Sum("telecom.packets.sent", "{packet}", false, Number(100, 10, 0)),
        Sum("telecom.packets.lost", "{packet}", false, Number(3, 10, 0)),
        Gauge("telecom.throughput", "bit/s", Number(1000, 5)),
        Latency("ms", false, Exponential(8, [1, 2, 3], 60)));
}
