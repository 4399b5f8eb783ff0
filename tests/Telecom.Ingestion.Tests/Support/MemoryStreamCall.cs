using System.Buffers;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Both ends of a stream in memory: what the session reads and writes, and what an agent does with it.</summary>
internal sealed class MemoryStreamCall : IAsyncStreamReader<WireMessage>, IServerStreamWriter<StreamSamplesResponse>, IDisposable
{
    private readonly Channel<StreamSamplesRequest> _requests = Channel.CreateUnbounded<StreamSamplesRequest>();
    private readonly Channel<StreamSamplesResponse> _responses = Channel.CreateUnbounded<StreamSamplesResponse>();
    private readonly CancellationTokenSource _aborted = new();
    private int _writing;
    private int _reading;

    public WireMessage Current { get; private set; } = Encode(new StreamSamplesRequest());

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Completes when the handler returned; faults with what it threw.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    public Welcome Welcome { get; set; } = new();

    public CancellationToken Aborted => _aborted.Token;

    /// <summary>When set, writes stand still until it completes, as they do when the agent does not read.</summary>
    public TaskCompletionSource? BlockedWrites { get; set; }

    public void Send(Hello hello) => Send(new StreamSamplesRequest { Hello = hello });

    public void Send(SampleBatch batch) => Send(new StreamSamplesRequest { Batch = batch });

    public void Finish(ulong last) => Send(new StreamSamplesRequest { Finish = new Finish { LastSequence = last } });

    public void Heartbeat() => Send(new StreamSamplesRequest { Heartbeat = new Heartbeat() });

    public void Send(StreamSamplesRequest request) => Assert.True(_requests.Writer.TryWrite(request));

    public void CloseSending() => _requests.Writer.Complete();

    public void Abort() => _aborted.Cancel();

    /// <summary>Requests that the session has not taken.</summary>
    public int Unread => _requests.Reader.Count;

    public Task<StreamSamplesResponse> NextAsync() => _responses.Reader.ReadAsync().AsTask().WithinBound();

    public bool TryNext(out StreamSamplesResponse? response) => _responses.Reader.TryRead(out response);

    /// <summary>Reads until an acknowledgement covers a number; everything that came is returned.</summary>
    public async Task<IReadOnlyList<StreamSamplesResponse>> AckedAsync(ulong sequence)
    {
        List<StreamSamplesResponse> seen = [];
        while (seen.Count == 0 || seen[^1].Ack is not { } ack || ack.DurableSequence < sequence)
        {
            seen.Add(await NextAsync());
        }

        return seen;
    }

    /// <summary>One batch there and its acknowledgement back: whatever else could happen meanwhile had its chance.</summary>
    public async Task NextRoundTripAsync()
    {
        Send(Batches.Latencies(Welcome.DurableSequence + 1));
        await AckedAsync(Welcome.DurableSequence + 1);
    }

    public async Task<RpcFailure> FailureAsync() => await Assert.ThrowsAsync<RpcFailure>(() => Ended.WithinBound());

    public void Dispose() => _aborted.Dispose();

    async Task<bool> IAsyncStreamReader<WireMessage>.MoveNext(CancellationToken cancellationToken)
    {
        Assert.Equal(1, Interlocked.Increment(ref _reading));
        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _aborted.Token);
            if (!await _requests.Reader.WaitToReadAsync(either.Token) || !_requests.Reader.TryRead(out StreamSamplesRequest? request))
            {
                return false;
            }

            Current = Encode(request);
            return true;
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            throw new IOException("The client reset the request stream.");
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    private static WireMessage Encode(StreamSamplesRequest request) => new(new ReadOnlySequence<byte>(request.ToByteArray()));

    Task IAsyncStreamWriter<StreamSamplesResponse>.WriteAsync(StreamSamplesResponse message) => WriteAsync(message, CancellationToken.None);

    Task IAsyncStreamWriter<StreamSamplesResponse>.WriteAsync(StreamSamplesResponse message, CancellationToken cancellationToken) =>
        WriteAsync(message, cancellationToken);

    private async Task WriteAsync(StreamSamplesResponse message, CancellationToken cancellationToken)
    {
        Assert.Equal(1, Interlocked.Increment(ref _writing));
        await Task.Yield();
        if (BlockedWrites is { } blocked)
        {
            await blocked.Task.WaitAsync(cancellationToken);
        }

        Interlocked.Decrement(ref _writing);
        Assert.True(_responses.Writer.TryWrite(message.Clone()));
    }
}
