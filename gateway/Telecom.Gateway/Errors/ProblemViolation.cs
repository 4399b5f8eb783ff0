namespace Telecom.Gateway.Errors;

/// <summary>One thing that is wrong with a request, in problem details.</summary>
/// <param name="Field">The query parameter, part of the path, header or path of the member of the body; "$" for the body as a whole.</param>
/// <param name="Description">The value, why it is wrong and what is allowed.</param>
/// <param name="Reason">UPPER_SNAKE_CASE reason, for example "MALFORMED_NAME".</param>
/// <param name="Value">The value as sent; null where the description alone has it.</param>
/// <param name="Allowed">All that is allowed; null where that is no list.</param>
internal sealed record ProblemViolation(string Field, string Description, string Reason, string? Value = null, IReadOnlyList<string>? Allowed = null);
