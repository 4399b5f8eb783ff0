using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Errors;

/// <summary>What a failed call to a service means for the caller of the gateway.</summary>
internal static class ServiceAnswer
{
    /// <summary>What the service said; when none said anything (the client library fails when it cannot connect, or when time is up), that it is away.</summary>
    /// <param name="exception">How the call failed.</param>
    /// <param name="retryAfter">Wait that the caller is told when the service is away.</param>
    /// <param name="correlationId">The id of the request.</param>
    public static RpcException Of(RpcException exception, TimeSpan retryAfter, string correlationId) =>
        exception.StatusCode is not (StatusCode.Unavailable or StatusCode.DeadlineExceeded) || RpcErrorDetails.TryRead(exception, out _)
            ? exception
            : ErrorStatus.ToException(
                RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, "The service does not answer.", retryAfter, exception), correlationId);
}
