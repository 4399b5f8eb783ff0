using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Feed;

/// <summary>The feed on the event store.</summary>
internal sealed class CaseFeed(CaseEvents events, CaseBook book) : ICaseFeed
{
    /// <inheritdoc/>
    public long Position => book.Position;

    /// <inheritdoc/>
    public async ValueTask<FeedPage> ReadAsync(
        string? customer, long afterPosition, int maxEvents, bool includeInternal, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredEvent> read = await events.Store.FollowAsync(afterPosition, maxEvents, cancellationToken);
        List<CaseEvent> mapped = [];
        IEnumerable<IGrouping<string, StoredEvent>> cases = read
            .Where(stored => ResourceName.TryParse(stored.Stream, "cases", out ResourceName? name) && (customer is null || name.Customer == customer))
            .GroupBy(stored => stored.Stream);
        foreach (IGrouping<string, StoredEvent> found in cases)
        {
            // Events of a stream's beginning need nothing but themselves; later ones the state before them.
            StoredEvent[] wanted = [.. found];
            IReadOnlyList<StoredEvent> stream = wanted[0].Version == 1 ? wanted : await events.Store.ReadAsync(found.Key, 0, cancellationToken);
            Dictionary<long, long> positions = wanted.ToDictionary(stored => stored.Version, stored => stored.Position);
            foreach (CaseEvent shown in EventMapping.Map(found.Key, stream, stored => positions.ContainsKey(stored.Version), includeInternal))
            {
                shown.Position = positions[shown.Version];
                mapped.Add(shown);
            }
        }

        mapped.Sort((left, right) => left.Position.CompareTo(right.Position));
        return new FeedPage(mapped, read.Count > 0 ? read[^1].Position : afterPosition, read.Count < maxEvents);
    }

    /// <inheritdoc/>
    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken) => book.WaitBeyondAsync(position, cancellationToken);
}
