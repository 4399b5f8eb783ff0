using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Streams;

/// <summary>What a stream refuses: messages out of place, wrong fields, limits.</summary>
public sealed class StreamProtocolTests
{
    [Fact]
    public async Task The_first_message_must_be_Hello()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        foreach (StreamSamplesRequest request in (StreamSamplesRequest[])
            [new() { Batch = Batches.Latencies(1) }, new() { Heartbeat = new() }, new() { Finish = new() }, new()])
        {
            MemoryStreamCall call = rig.Start();
            call.Send(request);
            await AssertViolationAsync(call);
        }

        MemoryStreamCall silent = rig.Start();
        silent.CloseSending();
        await AssertViolationAsync(silent);
    }

    [Fact]
    public async Task A_second_Hello_ends_the_stream_after_what_came_before_is_acknowledged()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1));
        call.Send(new Hello { Agent = Names.Agent });
        await call.AckedAsync(1);
        await AssertViolationAsync(call);
    }

    [Fact]
    public async Task Sequence_0_is_a_violation()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(0));
        await AssertViolationAsync(call);
    }

    [Fact]
    public async Task Every_wrong_field_of_Hello_is_reported_at_once()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = rig.Start();
        call.Send(new Hello { Agent = "customers/globex/agents/probe", Lane = 16, Software = new string('x', 129) });
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidArgument), (failure.Code, failure.Reason));
        Assert.Equal(
            ["hello.agent", "hello.spool_epoch", "hello.lane", "hello.software"],
            failure.Violations.Select(v => v.Field));
    }

    [Theory]
    [InlineData("customers/acme/agents/other")]
    [InlineData("customers/acme/circuits/core")]
    [InlineData("")]
    public async Task Hello_must_name_the_authenticated_agent(string agent)
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        MemoryStreamCall call = rig.Start();
        call.Send(new Hello { Agent = agent, SpoolEpoch = Names.EpochBytes() });
        Assert.Equal("hello.agent", Assert.Single((await call.FailureAsync()).Violations).Field);
    }

    [Fact]
    public async Task A_batch_above_the_limits_ends_its_stream_after_what_came_before_is_acknowledged()
    {
        await using StreamRig rig = await StreamRig.CreateAsync(o => o.MaxBatchSamples = 5);
        MemoryStreamCall call = await rig.OpenAsync();
        call.Send(Batches.Latencies(1, 5));
        call.Send(Batches.Latencies(2, 6));
        await call.AckedAsync(1);
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.LimitExceeded), (failure.Code, failure.Reason));
        Assert.Equal("max_batch_samples", failure.Metadata["limit"]);
        Assert.Single(rig.Log.Stored(Names.Lane()));
    }

    [Fact]
    public async Task No_stream_is_opened_before_the_catalogue_is_known()
    {
        await using StreamRig rig = await StreamRig.CreateAsync();
        rig.Catalog.Forget();
        RpcFailure failure = await rig.Start().FailureAsync();
        Assert.Equal((StatusCode.Unavailable, ErrorReason.DependencyUnavailable), (failure.Code, failure.Reason));
        Assert.NotNull(failure.RetryAfter);
    }

    private static async Task AssertViolationAsync(MemoryStreamCall call)
    {
        RpcFailure failure = await call.FailureAsync();
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.ProtocolViolation), (failure.Code, failure.Reason));
    }
}
