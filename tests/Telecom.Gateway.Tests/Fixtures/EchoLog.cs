using System.Collections.Concurrent;
using Grpc.Core;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>What the echo backend saw.</summary>
internal sealed class EchoLog
{
    private int _hanging;
    private int _cancelled;
    private int _open;

    public Metadata Headers { get; set; } = [];

    public DateTime Deadline { get; set; }

    public int Hanging => Volatile.Read(ref _hanging);

    public int Cancelled => Volatile.Read(ref _cancelled);

    /// <summary>Streams under way here.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Every message that came, in the order in which it did.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>A stream begins; disposing ends it.</summary>
    public IDisposable Enter()
    {
        _ = Interlocked.Increment(ref _open);
        return new Leaving(this);
    }

    public async Task HangAsync(CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _hanging);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = Interlocked.Increment(ref _cancelled);
            throw;
        }
    }

    private sealed class Leaving(EchoLog log) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref log._open);
    }
}
