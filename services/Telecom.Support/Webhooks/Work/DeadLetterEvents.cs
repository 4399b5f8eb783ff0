using Telecom.Support.Feed;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>Events of dead letters. They are read from the feed again: a webhook's stream keeps only where they are.</summary>
internal static class DeadLetterEvents
{
    /// <summary>The event of a dead letter; only id and position when the feed does not show it any more.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="customer">Id of the customer.</param>
    /// <param name="letter">The dead letter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<CaseEvent> FindAsync(ICaseFeed feed, string customer, DeadLetterState letter, CancellationToken cancellationToken)
    {
        FeedPage page = await feed.ReadAsync(customer, letter.Position - 1, 1, includeInternal: false, cancellationToken);
        return page.Events.FirstOrDefault(found => found.Id == letter.EventId) ?? new CaseEvent { Id = letter.EventId, Position = letter.Position };
    }
}
