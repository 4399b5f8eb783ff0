using Microsoft.AspNetCore.Mvc;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Requests;

/// <summary>A request that the gateway itself refuses, before any service sees it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="reason">UPPER_SNAKE_CASE reason.</param>
/// <param name="title">The kind of failure.</param>
/// <param name="message">What is wrong and what is allowed.</param>
/// <param name="violations">Everything that is wrong with fields.</param>
internal sealed class RequestFault(int status, string reason, string title, string message, IReadOnlyList<ProblemViolation>? violations = null)
    : Exception(message)
{
    /// <summary>A header of the answer, for example "Allow"; null for none.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>400 with every violation.</summary>
    /// <param name="violations">At least one.</param>
    public static RequestFault Invalid(IReadOnlyList<ProblemViolation> violations) => new(
        StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", "The request is wrong", ProblemMapping.DetailOf(violations), violations);

    /// <summary>400 for one field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="description">What is wrong and what is allowed.</param>
    /// <param name="reason">UPPER_SNAKE_CASE reason.</param>
    public static RequestFault Invalid(string field, string description, string reason) => Invalid([new ProblemViolation(field, description, reason)]);

    /// <summary>The problem details.</summary>
    /// <param name="correlationId">What finds the request in the logs.</param>
    public ProblemDetails ToProblem(string correlationId)
    {
        ProblemDetails problem = ProblemMapping.Create(status, reason, title, Message, correlationId);
        if (violations is { Count: > 0 })
        {
            problem.Extensions["violations"] = violations;
        }

        return problem;
    }
}
