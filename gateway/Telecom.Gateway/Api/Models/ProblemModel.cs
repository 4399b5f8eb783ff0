using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Models;

/// <summary>Why a request failed (RFC 9457). Members that have nothing to say are not there.</summary>
/// <param name="Type">"urn:telecom-sla:error:" and the reason.</param>
/// <param name="Title">The kind of failure, for people.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">UPPER_SNAKE_CASE reason, for programs.</param>
/// <param name="CorrelationId">What finds the request in the logs.</param>
/// <param name="Detail">What went wrong and what is allowed, for people.</param>
/// <param name="Violations">Everything that is wrong with the request.</param>
/// <param name="RetryAfterSeconds">Least time to wait before the next attempt.</param>
/// <param name="Quotas">The quotas that are used up.</param>
internal sealed record ProblemModel(
    string Type,
    string Title,
    int Status,
    string Reason,
    string CorrelationId,
    string? Detail = null,
    IReadOnlyList<ProblemViolation>? Violations = null,
    double? RetryAfterSeconds = null,
    IReadOnlyList<QuotaViolation>? Quotas = null);
