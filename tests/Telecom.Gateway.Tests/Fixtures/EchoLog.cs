using Grpc.Core;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>What the echo backend saw.</summary>
internal sealed class EchoLog
{
    private int _hanging;
    private int _cancelled;

    public Metadata Headers { get; set; } = [];

    public DateTime Deadline { get; set; }

    public int Hanging => Volatile.Read(ref _hanging);

    public int Cancelled => Volatile.Read(ref _cancelled);

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
}
