namespace Telecom.Support.Feed;

/// <summary>The feed of cases: every event that was ever written to a case, in one order, from any position on.</summary>
internal interface ICaseFeed
{
    /// <summary>Position of the newest event that this process has seen; 0: none.</summary>
    long Position { get; }

    /// <summary>Reads events after a position.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="afterPosition">The last position that the reader has; 0: from the beginning.</param>
    /// <param name="maxEvents">Most events of the store to look at, at least 1.</param>
    /// <param name="includeInternal">True when the reader may see what is the provider's alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<FeedPage> ReadAsync(string? customer, long afterPosition, int maxEvents, bool includeInternal, CancellationToken cancellationToken);

    /// <summary>Completes when there is an event after a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task WaitBeyondAsync(long position, CancellationToken cancellationToken);
}
