using System.Collections.Immutable;
using Telecom.Support.Webhooks.Events;

namespace Telecom.Support.Webhooks.State;

/// <summary>A webhook, folded from its events.</summary>
/// <param name="Name">Resource name, which is also its stream.</param>
internal sealed record WebhookState(string Name)
{
    /// <summary>Number of events.</summary>
    public long Version { get; init; }

    /// <summary>False after it was deleted.</summary>
    public bool Live { get; init; }

    /// <summary>True after the receiver answered 410 Gone.</summary>
    public bool Stopped { get; init; }

    /// <summary>Where to post.</summary>
    public string Url { get; init; } = "";

    /// <summary>Types of events to post; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Where it began, as asked for: a position, or -1 for the instant of its creation.</summary>
    public long StartAfter { get; init; }

    /// <summary>When it was created, microseconds since the Unix epoch.</summary>
    public long CreatedAtUs { get; init; }

    /// <summary>Number of its secret; it grows over deletion too, so that no secret ever comes back.</summary>
    public int Generation { get; init; }

    /// <summary>The master key that its secret is derived from.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>Secrets that were replaced, oldest first.</summary>
    public ImmutableArray<OldSecret> OldSecrets { get; init; } = [];

    /// <summary>Position of the feed up to which everything was delivered, given up or not asked for.</summary>
    public long Position { get; init; }

    /// <summary>The process that worked on it last; empty: none yet.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Until when it is that process' own, microseconds since the Unix epoch.</summary>
    public long ClaimUntilUs { get; init; }

    /// <summary>The last failed try of the next event in order; null when there is none.</summary>
    public WebhookTry? Head { get; init; }

    /// <summary>Events that were given up, by position.</summary>
    public ImmutableSortedDictionary<long, DeadLetterState> DeadLetters { get; init; } = ImmutableSortedDictionary<long, DeadLetterState>.Empty;

    /// <summary>Tries in a row that failed.</summary>
    public int FailedTries { get; init; }

    /// <summary>What the last of them met; empty: there is none.</summary>
    public string LastFailure { get; init; } = "";

    /// <summary>Id of its customer.</summary>
    public string Customer => Name.Split('/')[1];

    /// <summary>When a dead letter is tried again, microseconds since the Unix epoch; 0: now; null: none is to be.</summary>
    public long? NextRedeliveryUs => DeadLetters.Values.Where(letter => letter.Asked).Min(letter => (long?)letter.NextTryUs);

    /// <summary>True when events of a type are to be posted.</summary>
    /// <param name="type">The type.</param>
    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type);
}
