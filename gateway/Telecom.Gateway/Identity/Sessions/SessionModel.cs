namespace Telecom.Gateway.Identity.Sessions;

/// <summary>Who the caller is.</summary>
/// <param name="Subject">Name of the person, or resource name of the agent.</param>
/// <param name="Customer">Id of the customer; null for provider staff.</param>
/// <param name="Roles">Roles, for example "ROLE_CUSTOMER_VIEWER".</param>
/// <param name="Credential">What that was proved with: "key", "certificate", "oidc", "session" or "development".</param>
/// <param name="ExpireTime">When that is over; null: never.</param>
internal sealed record SessionModel(string Subject, string? Customer, IReadOnlyList<string> Roles, string Credential, DateTime? ExpireTime);
