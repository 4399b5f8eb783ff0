using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;

namespace Telecom.Support.Cases;

/// <summary>
/// Which cases a customer has, in memory: a projection of the event store that follows it from a position and is rebuilt at start. It
/// holds a key per case, not the case.
/// </summary>
internal sealed class CaseIndex(CaseEvents events) : IDisposable
{
    private const int EventsPerRead = 1000;
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<string, SortedSet<CaseKey>> _cases = [];
    private readonly Lock _lock = new();
    private long _position;

    /// <summary>Takes in everything that the store has by now, so that a list shows what was just written.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<StoredEvent> next;
            do
            {
                next = await events.Store.FollowAsync(_position, EventsPerRead, cancellationToken);
                Apply(next);
            }
            while (next.Count == EventsPerRead);
        }
        finally
        {
            _ = _following.Release();
        }
    }

    /// <summary>Keys of a customer's cases after one of them, in list order.</summary>
    /// <param name="customer">Id of the customer.</param>
    /// <param name="after">The key to go on after; null for the beginning.</param>
    /// <param name="count">Most keys to return.</param>
    public IReadOnlyList<CaseKey> Page(string customer, CaseKey? after, int count)
    {
        lock (_lock)
        {
            if (!_cases.TryGetValue(customer, out SortedSet<CaseKey>? keys) || keys.Count == 0)
            {
                return [];
            }

            if (after is not { } last)
            {
                return [.. keys.Take(count)];
            }

            return last.CompareTo(keys.Max) >= 0 ? [] : [.. keys.GetViewBetween(last, keys.Max).SkipWhile(key => key == last).Take(count)];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private void Apply(IReadOnlyList<StoredEvent> next)
    {
        lock (_lock)
        {
            foreach (StoredEvent stored in next)
            {
                if (stored.Type == CaseOpened.Type && ResourceName.TryParse(stored.Stream, "cases", out ResourceName? name))
                {
                    if (!_cases.TryGetValue(name.Customer, out SortedSet<CaseKey>? keys))
                    {
                        _cases.Add(name.Customer, keys = []);
                    }

                    _ = keys.Add(new CaseKey(CaseEventCodec.ReadOpened(stored.Data).ReportedAtUs, name.Id));
                }

                _position = stored.Position;
            }
        }
    }
}
