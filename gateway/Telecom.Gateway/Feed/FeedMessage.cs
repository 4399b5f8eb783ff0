namespace Telecom.Gateway.Feed;

/// <summary>What a service's feed sent at once.</summary>
/// <param name="Position">Position up to which the feed has been read.</param>
/// <param name="Events">Events by position; none in a sign of life.</param>
internal sealed record FeedMessage(long Position, IReadOnlyList<FeedEvent> Events);
