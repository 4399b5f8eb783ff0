namespace Telecom.Hosting;

/// <summary>Outcome of checking a token: exactly one of the two is null.</summary>
/// <param name="Caller">Whom the token speaks for.</param>
/// <param name="Refusal">Why it is refused, for the log; callers are never told.</param>
internal readonly record struct TokenVerdict(Caller? Caller, string? Refusal)
{
    public static TokenVerdict Refuse(string why) => new(null, why);
}
