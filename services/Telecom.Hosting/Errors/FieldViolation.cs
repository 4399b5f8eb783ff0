namespace Telecom.Hosting;

/// <summary>One wrong field of a request (google.rpc.BadRequest.FieldViolation).</summary>
/// <param name="Field">Path of the field in the request, in proto names joined by dots, for example "circuit.display_name".</param>
/// <param name="Description">The value, why it is wrong and what is allowed.</param>
/// <param name="Reason">UPPER_SNAKE_CASE reason, for example "MALFORMED_NAME".</param>
public sealed record FieldViolation(string Field, string Description, string Reason);
