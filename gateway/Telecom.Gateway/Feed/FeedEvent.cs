namespace Telecom.Gateway.Feed;

/// <summary>An event on its way to a reader.</summary>
/// <param name="Position">Place in the feed that it comes from.</param>
/// <param name="Type">Name of the event on the wire, for example "outage".</param>
/// <param name="Data">What is sent, as JSON.</param>
internal sealed record FeedEvent(long Position, string Type, object Data);
