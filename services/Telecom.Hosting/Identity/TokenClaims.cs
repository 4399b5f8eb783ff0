namespace Telecom.Hosting;

/// <summary>Names inside tokens.</summary>
internal static class TokenClaims
{
    public const string Audience = "telecom";
    public const string Customer = "customer";
    public const string Roles = "roles";
    public const string Agent = "agent";
}
