namespace Telecom.Support.Webhooks.State;

/// <summary>A secret that was replaced.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="KeyId">The master key that it is derived from.</param>
/// <param name="ReplacedAtUs">When it was replaced, microseconds since the Unix epoch.</param>
internal sealed record OldSecret(int Generation, string KeyId, long ReplacedAtUs);
