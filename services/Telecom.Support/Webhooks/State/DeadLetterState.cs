namespace Telecom.Support.Webhooks.State;

/// <summary>An event that was given up.</summary>
/// <param name="EventId">Id of the event.</param>
/// <param name="Position">Its place in the feed.</param>
/// <param name="GivenUpAtUs">When it was given up, microseconds since the Unix epoch.</param>
/// <param name="Tries">Tries that were made until then.</param>
/// <param name="Failure">What the last of them met.</param>
/// <param name="Asked">True while it is to be tried again.</param>
/// <param name="NewTries">Failed tries since that was asked for.</param>
/// <param name="NextTryUs">When the next of them is due, microseconds since the Unix epoch; 0: now.</param>
internal sealed record DeadLetterState(
    string EventId, long Position, long GivenUpAtUs, int Tries, string Failure, bool Asked, int NewTries, long NextTryUs);
