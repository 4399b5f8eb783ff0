namespace Telecom.Gateway.Errors;

/// <summary>A quota that is used up, in problem details.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="Description">The quota and its value.</param>
internal sealed record QuotaViolation(string Subject, string Description);
