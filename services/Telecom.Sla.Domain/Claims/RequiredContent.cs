namespace Telecom.Sla.Domain.Claims;

/// <summary>Something that a claim must hold.</summary>
/// <param name="Field">Name in evidence, camelCase, for example "ticketNumber".</param>
/// <param name="MustContain">Words that it must contain, in any case of letters; null: any text does.</param>
/// <param name="Reason">Code when it is missing, for example "missing_ticket_number".</param>
public sealed record RequiredContent(string Field, string? MustContain, string Reason);
