namespace Telecom.Gateway.Identity;

/// <summary>What the catalogue says of a key.</summary>
/// <param name="Identity">Whom it belongs to; null when it was refused, or nobody could say.</param>
/// <param name="Unavailable">True when nobody could say.</param>
internal sealed record KeyVerdict(CallerIdentity? Identity, bool Unavailable)
{
    /// <summary>Unknown, wrong, expired or revoked.</summary>
    public static KeyVerdict Refused { get; } = new(null, false);

    /// <summary>The catalogue did not answer.</summary>
    public static KeyVerdict Unknown { get; } = new(null, true);
}
