using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>An agent that keeps every rule, sends batch after batch and waits for each one's acknowledgement, whatever happens beside it.</summary>
internal sealed class GoodStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AgentStream _stream;
    private readonly Task _running;
    private long _acknowledged;

    private GoodStream(AgentStream stream)
    {
        _stream = stream;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Batches acknowledged.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    public static async Task<GoodStream> StartAsync(IngestionServer server, uint lane = 15) =>
        new(await AgentStream.OpenAsync(server.ClientOf(), lane));

    /// <summary>Waits until some more batches were acknowledged: it is not slowed to a halt.</summary>
    public async Task GoesOnAsync(int batches = 20)
    {
        long before = Acknowledged;
        await Bound.UntilAsync(() => Acknowledged >= before + batches || _running.IsCompleted, "the good stream goes on");
        Assert.False(_running.IsFaulted, _running.Exception?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WithinBound();
        _stream.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        ulong sequence = _stream.Welcome.DurableSequence;
        while (!_stop.IsCancellationRequested)
        {
            await _stream.SendAsync(Batches.Latencies(++sequence));
            await _stream.AckedAsync(sequence);
            Interlocked.Increment(ref _acknowledged);
        }

        await _stream.FinishedAsync(sequence);
    }
}
