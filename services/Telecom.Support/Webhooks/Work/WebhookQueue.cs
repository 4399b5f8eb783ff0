using Microsoft.Extensions.Options;
using Telecom.Support.Feed;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>What a webhook has to deliver: its customer's feed in order, and beside it the dead letters that are to be tried again.</summary>
internal sealed class WebhookQueue(WebhookJournal journal, FeedCursor cursor, ICaseFeed feed, IOptions<WebhookOptions> options)
{
    private readonly Queue<CaseEvent> _ahead = new();
    private long _headRecordedAtUs;

    /// <summary>When the next event in order was recorded, microseconds since the Unix epoch; 0: there is none.</summary>
    public long HeadRecordedAtUs => Volatile.Read(ref _headRecordedAtUs);

    /// <summary>Forgets what was read ahead and begins from what the store says.</summary>
    public void Reset()
    {
        journal.Reset();
        cursor.Reset(journal.Position);
        _ahead.Clear();
        Volatile.Write(ref _headRecordedAtUs, 0);
    }

    /// <summary>The event to try now; null when none is due.</summary>
    /// <param name="state">The webhook.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<WebhookItem?> NextAsync(WebhookState state, long nowUs, CancellationToken cancellationToken)
    {
        CaseEvent? head = await HeadAsync(state, cancellationToken);
        Volatile.Write(ref _headRecordedAtUs, head?.RecordedAtUs ?? 0);
        DeadLetterState? letter = state.DeadLetters.Values.FirstOrDefault(letter => letter.Asked && letter.NextTryUs <= nowUs);
        if (letter is not null)
        {
            return new WebhookItem(await FindAsync(state, letter, cancellationToken), letter.NewTries, letter);
        }

        bool waits = head is not null && state.Head is { } failed && failed.Position == head.Position && failed.NextTryUs > nowUs;
        return head is null || waits ? null : new WebhookItem(head, state.Head?.Position == head.Position ? state.Head.Tries : 0, null);
    }

    /// <summary>The event of a dead letter; only id and position when the feed does not have it any more.</summary>
    /// <param name="state">The webhook.</param>
    /// <param name="letter">The dead letter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<CaseEvent> FindAsync(WebhookState state, DeadLetterState letter, CancellationToken cancellationToken) =>
        DeadLetterEvents.FindAsync(feed, state.Customer, letter, cancellationToken);

    private async ValueTask<CaseEvent?> HeadAsync(WebhookState state, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_ahead.TryPeek(out CaseEvent? next))
            {
                if (next.Position > journal.Position && state.Wants(next.Type))
                {
                    return next;
                }

                journal.Pass(_ahead.Dequeue().Position);
            }

            if (cursor.Next is not { } after)
            {
                journal.Pass(cursor.Read);
                return null;
            }

            FeedPage page = await feed.ReadAsync(state.Customer, after, options.Value.BatchEvents, includeInternal: false, cancellationToken);
            foreach (CaseEvent next in page.Events)
            {
                _ahead.Enqueue(next);
            }

            cursor.Advance(page.Position, page.AtEnd);
        }
    }
}
