using Grpc.Core;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>
/// A refusal that a handler throws. One interceptor turns it into a gRPC status with google.rpc details, so that handlers stay free
/// of <see cref="RpcException"/>. The message is for a developer; every variable that it mentions is in <see cref="Metadata"/> too (AIP-193).
/// </summary>
public sealed class RpcFailure : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">gRPC status code; not OK.</param>
    /// <param name="reason">Machine-readable reason; not unspecified.</param>
    /// <param name="message">What went wrong and what is allowed, in English.</param>
    /// <param name="violations">Wrong fields, when the request is at fault.</param>
    /// <param name="retryAfter">Least time to wait before the next attempt, when trying again can help.</param>
    /// <param name="metadata">The variables that the message mentions.</param>
    /// <param name="innerException">The cause, for the log; it does not go over the wire.</param>
    public RpcFailure(
        StatusCode code,
        ErrorReason reason,
        string message,
        IReadOnlyList<FieldViolation>? violations = null,
        TimeSpan? retryAfter = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)code, (int)StatusCode.OK, nameof(code));
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)ErrorReason.Unspecified, nameof(reason));
        Code = code;
        Reason = reason;
        Violations = violations ?? [];
        RetryAfter = retryAfter;
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The gRPC status code.</summary>
    public StatusCode Code { get; }

    /// <summary>The machine-readable reason.</summary>
    public ErrorReason Reason { get; }

    /// <summary>The wrong fields; empty when the request's fields are not at fault.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>Least time to wait before the next attempt; null when the failure says nothing about it.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The variables of the message.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Resource name of whose quota is used up (google.rpc.QuotaFailure); null when it is no quota.</summary>
    public string? QuotaSubject { get; private init; }

    /// <summary>INVALID_ARGUMENT that lists every wrong field.</summary>
    /// <param name="violations">At least one.</param>
    public static RpcFailure Invalid(IEnumerable<FieldViolation> violations)
    {
        FieldViolation[] all = [.. violations];
        ArgumentOutOfRangeException.ThrowIfZero(all.Length, nameof(violations));
        string fields = string.Join(", ", all.Select(v => v.Field).Distinct());
        return new RpcFailure(
            StatusCode.InvalidArgument,
            ErrorReason.InvalidArgument,
            $"The request has wrong fields: {string.Join("; ", all.Select(v => $"{v.Field}: {v.Description}"))}",
            all,
            metadata: new Dictionary<string, string> { ["fields"] = fields });
    }

    /// <summary>INVALID_ARGUMENT for one wrong field.</summary>
    /// <param name="field">Path of the field.</param>
    /// <param name="description">The value, why it is wrong and what is allowed.</param>
    /// <param name="reason">UPPER_SNAKE_CASE reason.</param>
    public static RpcFailure Invalid(string field, string description, string reason) => Invalid([new FieldViolation(field, description, reason)]);

    /// <summary>NOT_FOUND: there is no such resource, or none that the caller may see. Both look the same.</summary>
    /// <param name="resource">Resource name that was asked for.</param>
    public static RpcFailure NotFound(string resource) => new(
        StatusCode.NotFound,
        ErrorReason.NotFound,
        $"There is no {resource}.",
        metadata: new Dictionary<string, string> { ["resource"] = resource });

    /// <summary>ALREADY_EXISTS: the resource exists with other content.</summary>
    /// <param name="resource">Resource name.</param>
    /// <param name="difference">What differs, in words; null when it cannot be told.</param>
    public static RpcFailure AlreadyExists(string resource, string? difference = null) => new(
        StatusCode.AlreadyExists,
        ErrorReason.AlreadyExists,
        $"{resource} exists already with other content{(difference is null ? "" : $" ({difference})")}.",
        metadata: With(new() { ["resource"] = resource }, "difference", difference));

    /// <summary>UNAVAILABLE: the same request may succeed later.</summary>
    /// <param name="reason">Why, for example <see cref="ErrorReason.StoreUnavailable"/>.</param>
    /// <param name="message">What happened.</param>
    /// <param name="retryAfter">Least time to wait.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public static RpcFailure Unavailable(ErrorReason reason, string message, TimeSpan retryAfter, Exception? innerException = null) =>
        new(StatusCode.Unavailable, reason, message, retryAfter: retryAfter, innerException: innerException);

    /// <summary>FAILED_PRECONDITION: the state of the system does not allow it; trying again as it is does not help.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What does not hold and what would satisfy it.</param>
    /// <param name="metadata">The variables of the message.</param>
    public static RpcFailure FailedPrecondition(ErrorReason reason, string message, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.FailedPrecondition, reason, message, metadata: metadata);

    /// <summary>ABORTED: something else came first (a newer stream, a newer version); begin again from what is there now.</summary>
    /// <param name="reason">Why, for example <see cref="ErrorReason.VersionConflict"/>.</param>
    /// <param name="message">What came first.</param>
    /// <param name="metadata">The variables of the message.</param>
    public static RpcFailure Aborted(ErrorReason reason, string message, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.Aborted, reason, message, metadata: metadata);

    /// <summary>RESOURCE_EXHAUSTED: a limit was exceeded.</summary>
    /// <param name="message">The limit, its value, and what was asked for.</param>
    /// <param name="retryAfter">Least time to wait; null when waiting does not help.</param>
    /// <param name="metadata">The variables of the message.</param>
    public static RpcFailure ResourceExhausted(string message, TimeSpan? retryAfter = null, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded, message, retryAfter: retryAfter, metadata: metadata);

    /// <summary>RESOURCE_EXHAUSTED with google.rpc.QuotaFailure: somebody's quota is used up; it comes back with time.</summary>
    /// <param name="subject">Resource name of whose quota it is.</param>
    /// <param name="message">The quota and its value.</param>
    /// <param name="retryAfter">Least time to wait.</param>
    /// <param name="metadata">The variables of the message.</param>
    public static RpcFailure QuotaExceeded(string subject, string message, TimeSpan retryAfter, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded, message, retryAfter: retryAfter, metadata: metadata) { QuotaSubject = subject };

    /// <summary>UNAUTHENTICATED. The message never says which part of the credentials was wrong.</summary>
    /// <param name="message">What is needed.</param>
    public static RpcFailure Unauthenticated(string message) => new(StatusCode.Unauthenticated, ErrorReason.Unauthenticated, message);

    /// <summary>PERMISSION_DENIED: the caller is known, its roles are not enough.</summary>
    /// <param name="message">What is needed.</param>
    /// <param name="metadata">The variables of the message.</param>
    public static RpcFailure PermissionDenied(string message, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(StatusCode.PermissionDenied, ErrorReason.PermissionDenied, message, metadata: metadata);

    private static Dictionary<string, string> With(Dictionary<string, string> metadata, string key, string? value)
    {
        if (value is not null)
        {
            metadata[key] = value;
        }

        return metadata;
    }
}
