using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Telecom.Hosting;

namespace Telecom.Gateway.Errors;

/// <summary>
/// gRPC statuses as problem details (RFC 9457). Beside the standard members: "reason" (ErrorInfo.reason), "violations" (wrong fields),
/// "quotas" (those that are used up, and whose), "retryAfterSeconds" and "correlationId".
/// </summary>
internal static class ProblemMapping
{
    /// <summary>A failure of the gateway's own.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="correlationId">What finds the request in the logs.</param>
    public static ProblemDetails From(RpcFailure failure, string correlationId) => From(ErrorStatus.ToException(failure, correlationId), correlationId);

    /// <summary>What a backend answered.</summary>
    /// <param name="exception">The answer.</param>
    /// <param name="correlationId">What finds the request in the logs.</param>
    /// <param name="nameOf">Name of a field for the caller, from its name in the proto; null: as it is.</param>
    public static ProblemDetails From(RpcException exception, string correlationId, Func<string, string>? nameOf = null)
    {
        int status = HttpStatusOf(exception.StatusCode);
        string reason = RpcErrorDetails.ReasonOf(exception) ?? DefaultReason(exception.StatusCode);
        string detail = status == StatusCodes.Status500InternalServerError ? "The server failed." : exception.Status.Detail;
        ProblemDetails problem = Create(status, reason, TitleOf(exception.StatusCode), detail, correlationId);
        if (RpcErrorDetails.Find<Google.Rpc.BadRequest>(exception) is { } bad)
        {
            ProblemViolation[] violations =
            [
                .. bad.FieldViolations.Select(wrong => new ProblemViolation(nameOf?.Invoke(wrong.Field) ?? wrong.Field, wrong.Description, wrong.Reason)),
            ];
            (problem.Detail, problem.Extensions["violations"]) = (DetailOf(violations), violations);
        }

        if (RpcErrorDetails.Find<Google.Rpc.RetryInfo>(exception)?.RetryDelay is { } delay)
        {
            problem.Extensions["retryAfterSeconds"] = Math.Ceiling(delay.ToTimeSpan().TotalSeconds);
        }

        if (RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(exception) is { } quota)
        {
            problem.Extensions["quotas"] = quota.Violations.Select(used => new QuotaViolation(used.Subject, used.Description)).ToArray();
        }

        return problem;
    }

    /// <summary>Problem details with the members that all have.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="reason">UPPER_SNAKE_CASE reason.</param>
    /// <param name="title">The kind of failure.</param>
    /// <param name="detail">What went wrong and what is allowed.</param>
    /// <param name="correlationId">What finds the request in the logs.</param>
    public static ProblemDetails Create(int status, string reason, string title, string detail, string correlationId) => new()
    {
        Type = $"urn:telecom-sla:error:{reason}",
        Title = title,
        Status = status,
        Detail = detail,
        Extensions = { ["reason"] = reason, ["correlationId"] = correlationId },
    };

    /// <summary>All violations in one sentence.</summary>
    /// <param name="violations">At least one.</param>
    public static string DetailOf(IEnumerable<ProblemViolation> violations) =>
        $"The request has wrong fields: {string.Join("; ", violations.Select(wrong => $"{wrong.Field}: {wrong.Description}"))}";

    /// <summary>Says in a header, too, when to come back (RFC 9110, 10.2.3).</summary>
    /// <param name="response">The response.</param>
    /// <param name="problem">The problem.</param>
    public static void SetRetryAfter(HttpResponse response, ProblemDetails problem)
    {
        if (problem.Extensions.TryGetValue("retryAfterSeconds", out object? seconds))
        {
            response.Headers.RetryAfter = Convert.ToString(seconds, CultureInfo.InvariantCulture);
        }
    }

    private static string DefaultReason(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => "DEPENDENCY_UNAVAILABLE",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.ResourceExhausted => "LIMIT_EXCEEDED",
        _ => "INTERNAL",
    };

    private static string TitleOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => "The request is wrong",
        StatusCode.FailedPrecondition => "The state of the system does not allow this",
        StatusCode.Unauthenticated => "Who are you?",
        StatusCode.PermissionDenied => "Not allowed",
        StatusCode.NotFound => "Not found",
        StatusCode.AlreadyExists or StatusCode.Aborted => "Conflict",
        StatusCode.ResourceExhausted => "A limit was exceeded",
        StatusCode.Unimplemented => "Not implemented",
        StatusCode.Unavailable => "Unavailable now",
        StatusCode.DeadlineExceeded => "No answer in time",
        _ => "The server failed",
    };

    private static int HttpStatusOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.FailedPrecondition => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Cancelled => StatusCodes.Status499ClientClosedRequest,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
