using Telecom.Sla.Domain.Time;
using Telecom.Storage.Events;
using Telecom.Support.Cases;

namespace Telecom.Benchmarks.Clocks;

/// <summary>A store that notes when each alarm was durable: the instant at which its append came back.</summary>
/// <param name="inner">The store.</param>
internal sealed class AlarmTimes(IEventStore inner) : IEventStore
{
    private static readonly string s_alarm = CaseSteps.StoreType(CaseStep.Alarm);
    private readonly Lock _lock = new();
    private readonly List<(string Case, long AtUs)> _written = [];

    /// <summary>Alarms that were written, and when, microseconds since the Unix epoch.</summary>
    public IReadOnlyList<(string Case, long AtUs)> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _written];
            }
        }
    }

    /// <summary>Number of alarms that were written.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _written.Count;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AppendEventsResult> AppendAsync(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        AppendEventsResult result = await inner.AppendAsync(stream, expectedVersion, events, cancellationToken);
        if (result.Appended)
        {
            long now = UtcInstant.From(TimeProvider.System.GetUtcNow()).Microseconds;
            lock (_lock)
            {
                _written.AddRange(events.Where(one => one.Type == s_alarm).Select(_ => (stream, now)));
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.ReadAsync(stream, afterVersion, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> FollowAsync(long afterPosition, int maxEvents, CancellationToken cancellationToken) =>
        inner.FollowAsync(afterPosition, maxEvents, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
