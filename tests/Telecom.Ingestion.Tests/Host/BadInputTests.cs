using Google.Protobuf;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Host;

/// <summary>Everything that an agent may do wrong, over the network: what it is told, and that nobody else notices.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Every_bad_sample_is_refused_alone_with_its_reason_and_the_stream_goes_on()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        long future = (DateTimeOffset.FromUnixTimeMilliseconds(0) + TimeSpan.FromDays(365 * 200)).ToUnixTimeMilliseconds() * 1000;

        SampleBatch batch = Batches.Declaring(1, Names.Circuit, Names.UnknownCircuit, Names.ForeignCircuit);
        batch.AddLatency(1, 0, 10)
            .AddLatency(2, 0, 11)
            .AddLatency(3, 0, 12)
            .AddLatency(77, 0, 13)
            .AddLatency(1, future - Batches.BaseUs, 14)
            .AddLatency(1, 946_684_799_999_999 - future, 15)
            .AddLatency(1, Batches.BaseUs - 946_684_799_999_999, -1)
            .AddLatency(1, 0, float.NaN)
            .AddLatency(1, 0, float.PositiveInfinity)
            .AddLatency(1, 5, 20);
        batch.AddThroughput(1, 0, 5e9).AddThroughput(1, 0, double.NaN).AddThroughput(1, 0, -0.5).AddThroughput(1, 0, 2e15);
        batch.AddLoss(1, 0, 10, 0).AddLoss(1, 0, 10, 11).AddLoss(1, 0, 0, 0);
        await stream.SendAsync(batch);
        await stream.AckedAsync(1);

        Assert.Equal(
            [
                (Metric.Latency, RefusalReason.UnknownCircuit, "1", true),
                (Metric.Latency, RefusalReason.ForeignCircuit, "2", false),
                (Metric.Latency, RefusalReason.UnknownHandle, "3", false),
                (Metric.Latency, RefusalReason.TimeInFuture, "4", false),
                (Metric.Latency, RefusalReason.TimeOutOfRange, "5", false),
                (Metric.Latency, RefusalReason.Negative, "6", false),
                (Metric.Latency, RefusalReason.NotFinite, "7,8", false),
                (Metric.Throughput, RefusalReason.NotFinite, "1", false),
                (Metric.Throughput, RefusalReason.Negative, "2", false),
                (Metric.Throughput, RefusalReason.TooLarge, "3", false),
                (Metric.Loss, RefusalReason.LostAboveSent, "1", false),
                (Metric.Loss, RefusalReason.NothingSent, "2", false),
            ],
            stream.Refusals.Select(r => (r.Metric, r.Reason, string.Join(",", r.Rows), r.Retryable)));
        Assert.All(stream.Refusals, r => Assert.Equal(1ul, r.Sequence));

        SampleBatch differing = Batches.Latencies(2).AddLoss(1, 9, 4, 1);
        differing.Latency.LatencyUs.RemoveAt(0);
        await stream.SendAsync(differing);
        await stream.AckedAsync(2);
        Refusal columns = stream.Refusals[^1];
        Assert.Equal((2ul, RefusalReason.ColumnsDiffer, "0,1,2"), (columns.Sequence, columns.Reason, string.Join(",", columns.Rows)));
        await stream.FinishedAsync(2);

        List<LogRecord> records = await LogContents.ReadAsync(server.Log);
        Assert.Equal(
            [
                Sample.Latency(Names.Circuit, Batches.BaseUs, 10),
                Sample.Latency(Names.Circuit, Batches.BaseUs + 5, 20),
                Sample.Throughput(Names.Circuit, Batches.BaseUs, 5e9),
                Sample.Loss(Names.Circuit, Batches.BaseUs, 10, 0),
            ],
            Sample.Of(records[0]));
        Assert.Equal([Sample.Loss(Names.Circuit, Batches.BaseUs + 9, 4, 1)], Sample.Of(records[1]));
        Assert.Equal([1ul, 2ul], records.Select(r => r.Batch.Sequence));
        Assert.All(records, r => Assert.Empty(r.Batch.Circuits));
    }

    [Fact]
    public async Task A_batch_of_bad_samples_only_moves_the_lane_and_stores_no_record()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        await stream.SendAsync(Batches.Latencies(1, 3, Names.ForeignCircuit));
        await stream.SendAsync(Batches.Declaring(2, Names.ForeignCircuit));
        await stream.FinishedAsync(2);
        Assert.Empty(await LogContents.ReadAsync(server.Log));
        Producer producer = Assert.Single((await server.ClientOf().ListProducersAsync(new ListProducersRequest { Parent = Names.Agent })).Producers);
        Assert.Equal((2ul, 0ul, 3ul), (producer.DurableSequence, producer.StoredSamples, producer.RefusedSamples));
    }

    [Fact]
    public async Task A_circuit_that_the_catalogue_learns_later_is_accepted_in_a_new_batch()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        await stream.SendAsync(Batches.Latencies(1, 2, Names.UnknownCircuit));
        await stream.AckedAsync(1);
        Assert.True(Assert.Single(stream.Refusals).Retryable);
        server.Catalog.Set(Names.Circuit, Names.UnknownCircuit);
        await stream.SendAsync(Batches.Latencies(2, 2, Names.UnknownCircuit));
        await stream.FinishedAsync(2);
        Assert.Single(stream.Refusals);
        Assert.Equal(2, Sample.Of(Assert.Single(await LogContents.ReadAsync(server.Log))).Count);
    }

    [Fact]
    public async Task A_message_above_the_limit_ends_only_its_own_stream()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Func<string, V1.IngestionService.IngestionServiceClient> clients = server.SharedConnection();
        using AgentStream good = await AgentStream.OpenAsync(clients(Names.Agent), lane: 1);
        using AgentStream bad = await AgentStream.OpenAsync(clients(Names.Agent));
        await bad.SendAsync(Batches.Latencies(1));
        await bad.AckedAsync(1);

        SampleBatch huge = Batches.Latencies(2);
        huge.Circuits.Add(new CircuitHandle { Handle = 2, Circuit = new string('x', 10 * 1024 * 1024) });
        Task<RpcException> failure = bad.FailureAsync();
        // The server may end the stream before all of it was written; then the write fails, and only the status tells why.
        await Record.ExceptionAsync(() => bad.SendAsync(huge));
        RpcException exception = await failure;
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Equal("LIMIT_EXCEEDED", RpcErrorDetails.ReasonOf(exception));

        for (ulong sequence = 1; sequence <= 20; sequence++)
        {
            await good.SendAsync(Batches.Latencies(sequence));
        }

        await good.FinishedAsync(20);
        using AgentStream again = await AgentStream.OpenAsync(clients(Names.Agent));
        Assert.Equal(1ul, again.Welcome.DurableSequence);
    }

    [Fact]
    public async Task A_batch_above_the_limit_of_samples_ends_only_its_own_stream()
    {
        await using IngestionServer server = await IngestionServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Ingestion:MaxBatchSamples"] = "100" });
        using AgentStream good = await AgentStream.OpenAsync(server.ClientOf(), lane: 1);
        using AgentStream bad = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal(100u, bad.Welcome.Limits.MaxBatchSamples);
        await bad.SendAsync(Batches.Latencies(1, 101));
        RpcException exception = await bad.FailureAsync();
        Assert.Equal((StatusCode.ResourceExhausted, "LIMIT_EXCEEDED"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        await good.SendAsync(Batches.Latencies(1, 100));
        await good.FinishedAsync(1);
    }

    [Fact]
    public async Task Batches_out_of_order_are_answered_with_Rewind_and_nothing_of_them_is_stored()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        await stream.SendAsync(Batches.Latencies(3));
        await stream.SendAsync(Batches.Latencies(4));
        Rewind rewind = (await stream.NextAsync()).Rewind;
        Assert.Equal((0ul, 3ul), (rewind.DurableSequence, rewind.ReceivedSequence));
        for (ulong sequence = 1; sequence <= 4; sequence++)
        {
            await stream.SendAsync(Batches.Latencies(sequence));
        }

        await stream.FinishedAsync(4);
        Assert.Equal([1ul, 2ul, 3ul, 4ul], (await LogContents.ReadAsync(server.Log)).Select(r => r.Batch.Sequence));
    }

    [Fact]
    public async Task Hello_of_another_agent_is_refused_with_every_wrong_field()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        using AgentStream stream = new(server.ClientOf());
        Hello hello = new() { Agent = "customers/globex/agents/probe", SpoolEpoch = ByteString.CopyFrom(new byte[16]), Lane = 99 };
        await stream.SendAsync(new StreamSamplesRequest { Hello = hello });
        RpcException exception = await stream.FailureAsync();
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        Assert.Equal(
            ["hello.agent", "hello.spool_epoch", "hello.lane"],
            RpcErrorDetails.Find<Google.Rpc.BadRequest>(exception)?.FieldViolations.Select(v => v.Field));
    }

    [Fact]
    public async Task A_caller_without_the_role_of_an_agent_is_refused()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Caller viewer = new("someone", "acme", new HashSet<Role> { Role.CustomerViewer }, null);
        using AgentStream stream = new(server.ClientOf(viewer));
        Assert.Equal(StatusCode.PermissionDenied, (await stream.FailureAsync()).StatusCode);
        using AgentStream anonymous = new(new V1.IngestionService.IngestionServiceClient(server.NewChannel()));
        Assert.Equal(StatusCode.Unauthenticated, (await anonymous.FailureAsync()).StatusCode);
    }
}
