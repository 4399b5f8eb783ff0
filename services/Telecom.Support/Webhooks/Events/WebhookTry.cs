namespace Telecom.Support.Webhooks.Events;

/// <summary>A try to deliver an event.</summary>
/// <param name="EventId">Id of the event.</param>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Tries">Tries so far, this one included.</param>
/// <param name="Failure">What it met, for people; empty when it succeeded.</param>
/// <param name="NextTryUs">When the next one is due, microseconds since the Unix epoch; 0: there is none.</param>
internal sealed record WebhookTry(string EventId, long Position, int Tries, string Failure, long NextTryUs);
