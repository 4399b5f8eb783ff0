using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Time;

namespace Telecom.LoadGenerator;

/// <summary>
/// Sends one lane on its schedule. Latency is counted from the instant at which a batch was due, not from when it could be written,
/// so that a stalled server shows in every batch that it delayed (no coordinated omission). A broken stream is opened again and
/// goes on after the sequence that Welcome states; unacknowledged batches are kept for that.
/// </summary>
public sealed class LaneSender(LoadOptions options, LoadPlan plan, int lane, TimeProvider time)
{
    /// <summary>Attempts in a row, 200 ms apart, before a broken stream is given up.</summary>
    private const int MaxAttempts = 300;

    private readonly List<SampleBatch> _batches = [];
    private readonly List<long> _dueAt = [];
    private readonly List<long> _latency = [];
    private readonly List<long> _sendLag = [];
    private readonly HashSet<ulong> _refusalsSeen = [];
    private ulong _acknowledged;
    private ulong _refused;
    private int _reconnects;
    private int _attempts;

    /// <summary>Runs the lane to its last acknowledgement.</summary>
    /// <exception cref="RpcException">The stream could not be opened again within a minute.</exception>
    public async Task<LaneResult> RunAsync(GatewayChannel channel, CancellationToken cancellationToken)
    {
        var client = new IngestionService.IngestionServiceClient(channel.Invoker);
        var random = new Random(options.Seed * 1_000 + lane);
        long start = time.GetTimestamp();
        int total = LoadPlan.BatchesPerLane(options);
        while (_acknowledged < (ulong)total)
        {
            try
            {
                await RunStreamAsync(client, random, start, total, cancellationToken);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal
                                         && _attempts++ < MaxAttempts && !cancellationToken.IsCancellationRequested)
            {
                _reconnects++;
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            }
        }

        ulong samples = (ulong)_batches.Count * (ulong)options.Batch;
        return new LaneResult((ulong)_batches.Count, samples, _acknowledged, _refused, _reconnects, _latency, _sendLag);
    }

    private async Task RunStreamAsync(
        IngestionService.IngestionServiceClient client, Random random, long start, int total, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = client.StreamSamples(cancellationToken: stop.Token);
        await call.RequestStream.WriteAsync(
            new StreamSamplesRequest
            {
                Hello = new Hello
                {
                    Agent = plan.Agent,
                    SpoolEpoch = ByteString.CopyFrom(plan.Epoch.ToBytes()),
                    Lane = (uint)lane,
                    AgentTimeUs = NowUs(),
                    Software = "load-generator",
                },
            },
            stop.Token);
        if (!await call.ResponseStream.MoveNext(stop.Token) || call.ResponseStream.Current.Welcome is not { } welcome)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the stream began without Welcome"));
        }

        _attempts = 0;
        Acknowledge(welcome.DurableSequence, start);
        Task reader = ReadAsync(call.ResponseStream, start, stop.Token);
        try
        {
            await WriteAsync(call.RequestStream, random, start, total, reader, welcome.DurableSequence, stop.Token);
            await reader;
        }
        finally
        {
            await stop.CancelAsync();
            await reader.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task WriteAsync(
        IClientStreamWriter<StreamSamplesRequest> writer, Random random, long start, int total, Task reader, ulong durable, CancellationToken cancellationToken)
    {
        bool declared = false;
        for (ulong sequence = durable + 1; sequence <= (ulong)total && !reader.IsCompleted; sequence++)
        {
            int index = (int)sequence - 1;
            TimeSpan due = LoadPlan.DueAt(options, lane, index);
            TimeSpan wait = due - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            if (index == _batches.Count)
            {
                _batches.Add(LoadPlan.MakeBatch(options, plan.Circuits.Count, sequence, NowUs(), random));
                _dueAt.Add((long)due.TotalMicroseconds);
                _sendLag.Add(ElapsedUs(start) - _dueAt[index]);
            }

            SampleBatch batch = _batches[index];
            if (!declared)
            {
                batch = batch.Clone();
                batch.Circuits.Add(plan.Circuits.Select((name, i) => new CircuitHandle { Handle = (uint)i + 1, Circuit = name }));
                declared = true;
            }

            await writer.WriteAsync(new StreamSamplesRequest { Batch = batch }, cancellationToken);
        }

        await writer.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = (ulong)total } }, cancellationToken);
        await writer.CompleteAsync();
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamSamplesResponse> reader, long start, CancellationToken cancellationToken)
    {
        while (await reader.MoveNext(cancellationToken))
        {
            switch (reader.Current.MessageCase)
            {
                case StreamSamplesResponse.MessageOneofCase.Ack:
                    foreach (Refusal refusal in reader.Current.Ack.Refusals)
                    {
                        if (_refusalsSeen.Add(refusal.Sequence * 64 + (ulong)refusal.Metric * 16 + (ulong)refusal.Reason))
                        {
                            _refused += (ulong)refusal.Rows.Count;
                        }
                    }

                    Acknowledge(reader.Current.Ack.DurableSequence, start);
                    break;
                case StreamSamplesResponse.MessageOneofCase.Finished:
                    Acknowledge(reader.Current.Finished.DurableSequence, start);
                    break;
                case StreamSamplesResponse.MessageOneofCase.Rewind:
                    throw new RpcException(new Status(StatusCode.Unavailable, "the server asked to rewind"));
                default:
                    break;
            }
        }
    }

    private void Acknowledge(ulong durable, long start)
    {
        long now = ElapsedUs(start);
        for (; _acknowledged < durable; _acknowledged++)
        {
            _latency.Add(now - _dueAt[(int)_acknowledged]);
        }
    }

    private long ElapsedUs(long start) => (long)time.GetElapsedTime(start).TotalMicroseconds;

    private long NowUs() => UtcInstant.From(time.GetUtcNow()).Microseconds;
}
