using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Quotas;
using Telecom.Ingestion.Tests.Otlp;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Quotas;

public sealed class QuotaTests
{
    [Fact]
    public void A_bucket_gives_its_burst_and_then_its_rate_to_the_tick()
    {
        ManualTime time = new();
        TokenBucket bucket = new(perSecond: 10, TimeSpan.FromSeconds(3), time);
        bucket.Take(30);
        Assert.Equal(TimeSpan.Zero, bucket.Debt);
        bucket.Take(5);
        Assert.Equal(TimeSpan.FromSeconds(0.5), bucket.Debt);
        time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal(TimeSpan.FromSeconds(0.25), bucket.Debt);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(bucket.IsFull);
        bucket.Take(31);
        Assert.Equal(TimeSpan.FromSeconds(0.1), bucket.Debt);
    }

    [Fact]
    public void No_second_gives_more_than_its_rate_after_the_burst() => Seeds.ForEach(200, random =>
    {
        ManualTime time = new();
        long rate = random.Next(1, 1000);
        TokenBucket bucket = new(rate, TimeSpan.FromSeconds(1), time);
        long taken = 0;
        TimeSpan elapsed = TimeSpan.Zero;
        while (elapsed < TimeSpan.FromSeconds(20))
        {
            if (bucket.Debt == TimeSpan.Zero)
            {
                bucket.Take(1);
                taken++;
                continue;
            }

            TimeSpan wait = bucket.Debt;
            time.Advance(wait);
            elapsed += wait;
        }

        // One token may be overdrawn, and the burst counts once.
        Assert.InRange(taken, (20 * rate) + rate, (long)(elapsed.TotalSeconds * rate) + rate + 2);
    });

    [Fact]
    public async Task A_stream_above_its_quota_is_read_more_slowly_and_loses_nothing()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.MaxSamplesPerSecondPerAgent, o.QuotaBurst) = (3, TimeSpan.FromSeconds(1)));
        MemoryStreamCall call = await rig.OpenAsync();
        for (ulong sequence = 1; sequence <= 6; sequence++)
        {
            call.Send(Batches.Latencies(sequence, samples: 3));
        }

        await call.AckedAsync(2);
        for (ulong stored = 2; stored < 6; stored++)
        {
            Assert.Equal((int)stored, rig.Log.Stored(Names.Lane()).Count);
            await Bound.UntilAsync(() => rig.Time.ArmedTimers == 2, "the wait for the quota beside the stream's own timer");
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await call.AckedAsync(stored + 1);
        }
    }

    [Fact]
    public async Task A_stream_that_would_wait_too_long_is_told_when_to_come_back()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.MaxSamplesPerSecondPerCustomer, o.QuotaBurst) = (1, TimeSpan.FromSeconds(1)));
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1, samples: 100));
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.ResourceExhausted, TimeSpan.FromSeconds(99)), (failure.Code, failure.RetryAfter));
        Assert.Equal("MaxSamplesPerSecondPerCustomer", failure.Metadata["limit"]);
        Assert.Single(rig.Log.Stored(Names.Lane()));
        MemoryStreamCall again = await rig.OpenAsync();
        Assert.Equal(StatusCode.ResourceExhausted, (await again.FailureAsync()).Code);
    }

    [Fact]
    public async Task A_single_call_above_the_quota_is_refused_and_told_when_to_come_back()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxSamplesPerSecondPerAgent"] = "1", ["Ingestion:QuotaBurst"] = "00:00:01" });
        WriteSamplesRequest request = new() { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(), Batch = Batches.Latencies(1, samples: 1000) };
        await server.ClientOf().WriteSamplesAsync(request);
        request.Batch = Batches.Latencies(2);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await server.ClientOf().WriteSamplesAsync(request));
        Assert.Equal((StatusCode.ResourceExhausted, "LIMIT_EXCEEDED"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        Assert.Equal(Names.Agent, Assert.Single(RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused)?.Violations ?? []).Subject);
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused));
    }

    [Fact]
    public async Task An_export_above_the_quota_is_refused_and_told_when_to_come_back()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxSamplesPerSecondPerCustomer"] = "1", ["Ingestion:QuotaBurst"] = "00:00:01" });
        MetricsService.MetricsServiceClient client = new(server.InvokerOf(Names.Agent));
        await client.ExportAsync(Exports.Of(Exports.Gauge("telecom.latency", "ms", [.. Enumerable.Range(0, 1000).Select(i => Exports.Number(1, i))])));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            () => client.ExportAsync(Exports.Of(Exports.Gauge("telecom.latency", "ms", Exports.Number(1, 1001)))).ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused));
        Assert.Equal(
            SampleQuotas.CustomerOf(Names.Agent), Assert.Single(RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused)?.Violations ?? []).Subject);
    }

    [Fact]
    public void Streams_of_one_agent_share_a_bucket_whatever_was_swept_in_between()
    {
        ManualTime time = new();
        SampleQuotas quotas = new(new IngestionOptions { MaxSamplesPerSecondPerAgent = 1, QuotaBurst = TimeSpan.FromSeconds(1) }, time);
        LaneQuota first = quotas.Of(Names.Agent)!;
        for (int i = 0; i < 3000; i++)
        {
            quotas.Of($"{Names.Agent}{i}");
        }

        first.Take(10);
        Assert.Throws<RpcFailure>(quotas.Of(Names.Agent)!.RequireNow);
        Assert.Throws<RpcFailure>(first.RequireNow);
    }

    [Fact]
    public async Task An_agent_cannot_make_any_number_of_lanes_by_single_calls_either()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxLanes"] = "2", ["Ingestion:MaxRememberedLanes"] = "2" });
        for (byte epoch = 1; epoch <= 2; epoch++)
        {
            await server.ClientOf().WriteSamplesAsync(
                new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(epoch), Batch = Batches.Latencies(1) });
        }

        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await server.ClientOf().WriteSamplesAsync(
            new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(3), Batch = Batches.Latencies(1) }));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused));
        await server.ClientOf().WriteSamplesAsync(
            new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(1), Batch = Batches.Latencies(2) });
    }

    [Fact]
    public async Task An_agent_cannot_make_any_number_of_lanes()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => (o.MaxLanes, o.MaxStreamsPerAgent, o.MaxRememberedLanes) = (3, 3, 3));
        for (uint lane = 0; lane < 3; lane++)
        {
            MemoryStreamCall call = await rig.OpenAsync(lane);
            await call.NextRoundTripAsync();
            call.CloseSending();
            await call.Ended.WithinBound();
        }

        MemoryStreamCall fresh = rig.Start();
        fresh.Send(new Hello { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(9) });
        RpcFailure failure = await fresh.FailureAsync();
        Assert.Equal((StatusCode.ResourceExhausted, "MaxRememberedLanes"), (failure.Code, failure.Metadata["limit"]));
        Assert.Equal(1ul, (await rig.OpenAsync(1)).Welcome.DurableSequence);
    }
}
