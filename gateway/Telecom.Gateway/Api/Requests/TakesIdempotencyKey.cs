namespace Telecom.Gateway.Api.Requests;

/// <summary>Marks an operation that is done once for all requests with the same header "Idempotency-Key".</summary>
internal sealed class TakesIdempotencyKey;
