namespace Telecom.Ingestion.Streams;

/// <summary>
/// Back-pressure: readers wait here before each message until what was read and not yet settled is below a limit. Nothing is reserved
/// for a message before it came, since an idle stream must not hold room; so each reader may exceed the limit by the one message that it
/// was reading when the limit was reached. Safe for any number of threads.
/// </summary>
/// <param name="maxItems">Most items that were taken and not given back; at least 1.</param>
/// <param name="maxBytes">Most bytes that were taken and not given back; at least 1.</param>
internal sealed class ReadGate(int maxItems, long maxBytes)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _opening;
    private int _items;
    private long _bytes;

    /// <summary>Bytes that were taken and not given back.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>True when another message may be read.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return IsOpen;
            }
        }
    }

    private bool IsOpen => _items < maxItems && _bytes < maxBytes;

    /// <summary>Completes when another message may be read.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        HasRoom ? ValueTask.CompletedTask : WaitAsync(cancellationToken);

    /// <summary>Takes room for what was read, whether there is any or not.</summary>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            _items++;
            _bytes += bytes;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> took.</summary>
    public void Give(long bytes)
    {
        TaskCompletionSource? opened = null;
        lock (_lock)
        {
            _items--;
            _bytes -= bytes;
            if (IsOpen)
            {
                (opened, _opening) = (_opening, null);
            }
        }

        opened?.SetResult();
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opening;
            lock (_lock)
            {
                if (IsOpen)
                {
                    return;
                }

                _opening ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                opening = _opening.Task;
            }

            await opening.WaitAsync(cancellationToken);
        }
    }
}
