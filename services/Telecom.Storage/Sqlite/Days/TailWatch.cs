using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Waits for records that another process appends, by looking at the log's tail. However many wait, the tail is looked at once per
/// interval.
/// </summary>
/// <param name="tail">Looks at the tail.</param>
/// <param name="interval">Time between looks.</param>
/// <param name="time">Clock of the interval.</param>
internal sealed class TailWatch(Func<LogPosition> tail, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private LogPosition? _seen;
    private long _seenAt;

    /// <summary>
    /// Completes when the tail is another than at the last look before the call, or when the time is up. Measuring from the last look,
    /// not from the call, means that what was appended between a caller's read and its wait still wakes it.
    /// </summary>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        LogPosition before = await Task.Run(Last, cancellationToken);
        while (atMost - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest < interval ? rest : interval, time, cancellationToken);
            if (Look() != before)
            {
                return;
            }
        }
    }

    private LogPosition Last()
    {
        lock (_lock)
        {
            return _seen ?? Look();
        }
    }

    private LogPosition Look()
    {
        lock (_lock)
        {
            if (_seen is not { } seen || time.GetElapsedTime(_seenAt) >= interval)
            {
                try
                {
                    _seen = seen = tail();
                }
                catch (StoreUnavailableException)
                {
                    // A hint that fails is no hint; reading will tell the caller why.
                    seen = _seen ?? LogPosition.Start;
                }

                _seenAt = time.GetTimestamp();
            }

            return seen;
        }
    }
}
