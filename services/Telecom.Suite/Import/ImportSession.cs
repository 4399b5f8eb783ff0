using Grpc.Core;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>
/// One stream of an import: it sends the batches that the service does not have, in order and with never more unacknowledged ones than
/// the service allows, and says Finish. A stream that breaks loses nothing: the next one begins where the service stands.
/// </summary>
internal sealed class ImportSession(
    IngestionService.IngestionServiceClient client, ImportOptions options, SpoolEpoch epoch, IImportSource source, ImportRefusals refusals, ImportProgress progress)
{
    private readonly Dictionary<ulong, ImportBatch> _sent = [];
    private readonly Lock _lock = new();
    private long _settledRows;

    /// <summary>True when the service acknowledged something new in the last run.</summary>
    public bool Progressed { get; private set; }

    /// <summary>Runs a stream.</summary>
    /// <returns>True when every batch is durable; false when the service asked to come again.</returns>
    /// <exception cref="RpcException">The stream broke, or was refused.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Progressed = false;
        _sent.Clear();
        progress.Begin();
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = client.StreamSamples(cancellationToken: ended.Token);
        await call.RequestStream.WriteAsync(
            new StreamSamplesRequest { Hello = new Hello { Agent = options.Agent, SpoolEpoch = Google.Protobuf.ByteString.CopyFrom(epoch.ToBytes()), Software = "telecom import" } },
            ended.Token);
        if (!await call.ResponseStream.MoveNext(ended.Token) || call.ResponseStream.Current.Welcome is not { } welcome)
        {
            throw new RpcException(new Status(StatusCode.Internal, "the service did not answer Hello with Welcome"));
        }

        progress.ResumedAfter ??= welcome.DurableSequence;
        using SemaphoreSlim window = new((int)Math.Max(1, welcome.Limits?.MaxUnacknowledgedBatches ?? 1));
        Task<bool> reading = ReadAsync(call.ResponseStream, window, ended.Token);
        try
        {
            await SendAsync(call.RequestStream, welcome, window, reading, ended.Token);
            return await reading.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (reading.IsFaulted && exception is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The reader knows why.
            return await reading;
        }
        finally
        {
            await ended.CancelAsync();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task SendAsync(
        IClientStreamWriter<StreamSamplesRequest> stream, Welcome welcome, SemaphoreSlim window, Task<bool> reading, CancellationToken cancellationToken)
    {
        ulong last = 0;
        long rows = 0;
        foreach (ImportBatch batch in ImportBatch.Cut(source.Read(refusals.Local)))
        {
            last = batch.Batch.Sequence;
            rows += batch.Rows;
            if (last <= welcome.DurableSequence)
            {
                Settle(rows);
                continue;
            }

            await Task.WhenAny(window.WaitAsync(cancellationToken), reading);
            cancellationToken.ThrowIfCancellationRequested();
            if (reading.IsCompleted)
            {
                return;
            }

            lock (_lock)
            {
                _sent[last] = batch;
            }

            await stream.WriteAsync(new StreamSamplesRequest { Batch = batch.Batch }, cancellationToken);
        }

        await stream.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = last } }, cancellationToken);
        await stream.CompleteAsync();
    }

    private async Task<bool> ReadAsync(IAsyncStreamReader<StreamSamplesResponse> stream, SemaphoreSlim window, CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken))
        {
            StreamSamplesResponse message = stream.Current;
            switch (message.MessageCase)
            {
                case StreamSamplesResponse.MessageOneofCase.Ack:
                    Take(message.Ack, window);
                    break;
                case StreamSamplesResponse.MessageOneofCase.Finished:
                    return true;
                case StreamSamplesResponse.MessageOneofCase.Rewind:
                case StreamSamplesResponse.MessageOneofCase.Drain:
                    // What was sent and not acknowledged is sent again on the next stream.
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private void Take(Ack ack, SemaphoreSlim window)
    {
        List<ImportBatch> settled;
        lock (_lock)
        {
            foreach (Refusal refusal in ack.Refusals)
            {
                if (_sent.TryGetValue(refusal.Sequence, out ImportBatch? batch))
                {
                    refusals.Remote(batch.LinesOf(refusal), refusal);
                }
            }

            settled = [.. _sent.Where(b => b.Key <= ack.DurableSequence).Select(b => b.Value)];
            foreach (ImportBatch batch in settled)
            {
                _sent.Remove(batch.Batch.Sequence);
            }
        }

        if (settled.Count > 0)
        {
            Progressed = true;
            Settle(Volatile.Read(ref _settledRows) + settled.Sum(b => b.Rows));
            window.Release(settled.Count);
        }
    }

    private void Settle(long rows)
    {
        Volatile.Write(ref _settledRows, rows);
        progress.Settled(rows);
    }
}
