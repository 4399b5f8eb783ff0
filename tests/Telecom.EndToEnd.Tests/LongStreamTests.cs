using System.Diagnostics;
using Grpc.Core;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>One stream that lasts for many times the limit of silence: half an hour in a full run, which begins before all other tests.</summary>
[Collection(Name)]
public sealed class LongStreamTests
{
    public const string Name = "a long stream";
    private const int Rows = 10;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Length = Proofs.Full ? TimeSpan.FromMinutes(30) : TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_stream_lives_as_long_as_it_says_something()
    {
        await using Rig rig = await Rig.StartAsync(new Dictionary<string, string?>
        {
            ["TELECOM_Gateway__Backends__IdleTimeout"] = $"{Idle}",
            ["TELECOM_Ingestion__MaxStreamAge"] = "1.00:00:00",
        });
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "long", ["line"]);
        using var limit = new CancellationTokenSource(Length + TimeSpan.FromMinutes(5));
        using var channel = new GatewayChannel(rig.GatewayAddress, tenant.AgentSecret);
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
            new IngestionService.IngestionServiceClient(channel.Invoker).StreamSamples(cancellationToken: limit.Token);
        long nowUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        await call.RequestStream.WriteAsync(new StreamSamplesRequest
        {
            Hello = new Hello { Agent = tenant.AgentName, SpoolEpoch = SpoolingClient.NewEpoch(), AgentTimeUs = nowUs, Software = "harness" },
        });
        Assert.True(await call.ResponseStream.MoveNext(limit.Token));
        Assert.NotNull(call.ResponseStream.Current.Welcome);

        ulong sent = 0;
        ulong acknowledged = 0;
        int messages = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Length)
        {
            await call.RequestStream.WriteAsync(new StreamSamplesRequest { Batch = Batch(++sent, tenant, nowUs - 3_600_000_000) }, limit.Token);
            while (acknowledged < sent)
            {
                Assert.True(await call.ResponseStream.MoveNext(limit.Token), $"the stream ended after {watch.Elapsed}");
                messages++;
                acknowledged = call.ResponseStream.Current.Ack?.DurableSequence ?? acknowledged;
            }

            await Task.Delay(Pace, TimeProvider.System, limit.Token);
        }

        TimeSpan lasted = watch.Elapsed;
        await call.RequestStream.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = sent } }, limit.Token);
        bool finished = false;
        while (await call.ResponseStream.MoveNext(limit.Token))
        {
            messages++;
            finished |= call.ResponseStream.Current.Finished?.DurableSequence == sent;
        }

        Assert.True(finished);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        await FirstLightTests.AssertCountedAsync(rig, tenant, sent * Rows);
        Proofs.Report(
            "long-stream",
            $"one stream of {lasted.TotalSeconds:0} s through the gateway, whose limit of silence was {Idle.TotalSeconds:0} s: {sent} batches sent = acknowledged, {messages} messages came back, {sent * Rows} samples counted");
    }

    private static SampleBatch Batch(ulong sequence, Tenant tenant, long baseUs)
    {
        var batch = new SampleBatch { Sequence = sequence, BaseTimeUs = baseUs + ((long)sequence * 1_000_000), Latency = new LatencyTable() };
        if (sequence == 1)
        {
            batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = tenant.Circuit("line") });
        }

        for (int row = 0; row < Rows; row++)
        {
            batch.Latency.Circuit.Add(1);
            batch.Latency.TimeDeltaUs.Add(1_000);
            batch.Latency.LatencyUs.Add(1_000 + row);
        }

        return batch;
    }
}
