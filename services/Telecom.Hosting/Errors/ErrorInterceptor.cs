using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>
/// The outermost server interceptor: every call that fails leaves with google.rpc details. A cancelled call is not an error of the
/// server; an exception that nobody expected is, and only its correlation id is told.
/// </summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger, IDrain drain, RpcMetrics metrics, TimeProvider clock) : ServerCallInterceptor
{
    /// <inheritdoc/>
    protected override async Task InvokeAsync(ServerCallContext context, Func<Task> call)
    {
        string correlationId = CorrelationIds.Of(context);
        context.SetCorrelationId(correlationId);
        using RpcMetrics.Call measured = metrics.Begin(context);
        try
        {
            await call();
            measured.End(context.Status.StatusCode);
        }
        catch (Exception exception)
        {
            RpcException answer = ToAnswer(exception, context, correlationId);
            measured.End(answer.StatusCode);
            throw answer;
        }
    }

    private RpcException ToAnswer(Exception exception, ServerCallContext context, string correlationId)
    {
        switch (exception)
        {
            case RpcFailure failure:
                Log.Refused(logger, context.Method, failure.Code, failure.Reason, correlationId, failure.Message, failure.InnerException);
                return ErrorStatus.ToException(failure, correlationId);
            case OperationCanceledException or RpcException or IOException or InvalidOperationException
                when context.CancellationToken.IsCancellationRequested:
                // The peer went away, or the deadline passed: reading and writing then end in any of these.
                Log.Cancelled(logger, context.Method, correlationId);
                return Cancelled(context);
            case ConnectionAbortedException or ConnectionResetException
                or IOException { InnerException: ConnectionAbortedException or ConnectionResetException }:
                // The same, seen by a read before the call's token hears of it.
                Log.Cancelled(logger, context.Method, correlationId);
                return Cancelled(context);
            case OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } when drain.HasBegun:
                return ErrorStatus.ToException(DrainFailure.Create(), correlationId);
            case RpcException status:
                return FromStatus(status, context, correlationId);
            default:
                Log.Unexpected(logger, exception, context.Method, correlationId);
                return ErrorStatus.ToException(Internal(correlationId), correlationId);
        }
    }

    private RpcException Cancelled(ServerCallContext context) => context.Deadline.ToUniversalTime() <= clock.GetUtcNow().UtcDateTime
        ? new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed."))
        : new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));

    /// <summary>A status that no handler of ours chose: from grpc-dotnet (message too large), or from a service that the handler called.</summary>
    private RpcException FromStatus(RpcException status, ServerCallContext context, string correlationId)
    {
        // Our own credentials or programs are at fault, not the caller's.
        if (status.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied
            or StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented)
        {
            Log.Unexpected(logger, status, context.Method, correlationId);
            return ErrorStatus.ToException(Internal(correlationId), correlationId);
        }

        if (RpcErrorDetails.TryRead(status, out _))
        {
            return status;
        }

        Log.Passed(logger, context.Method, status.StatusCode, correlationId, status.Status.Detail);
        return ErrorStatus.ToException(Describe(status), correlationId);
    }

    private static RpcFailure Describe(RpcException status) => status.StatusCode switch
    {
        // A service that dies in mid-call may look cancelled through a proxy; this call was not cancelled.
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled => RpcFailure.Unavailable(
            ErrorReason.DependencyUnavailable, "Another service that this one needs does not answer.", TimeSpan.FromSeconds(1), status),
        StatusCode.ResourceExhausted => new RpcFailure(status.StatusCode, ErrorReason.LimitExceeded, status.Status.Detail),
        StatusCode.NotFound => new RpcFailure(status.StatusCode, ErrorReason.NotFound, status.Status.Detail),
        StatusCode.AlreadyExists => new RpcFailure(status.StatusCode, ErrorReason.AlreadyExists, status.Status.Detail),
        StatusCode.Aborted => new RpcFailure(status.StatusCode, ErrorReason.VersionConflict, status.Status.Detail),
        _ => new RpcFailure(status.StatusCode, ErrorReason.InvalidArgument, status.Status.Detail),
    };

    private static RpcFailure Internal(string correlationId) => new(
        StatusCode.Internal,
        ErrorReason.Internal,
        $"The server failed; correlation id {correlationId}.",
        metadata: new Dictionary<string, string> { ["correlation_id"] = correlationId });

    private static partial class Log
    {
        [LoggerMessage(EventId = 101, Level = LogLevel.Debug, Message = "{Method} refused: {Code} {Reason}, correlation id {CorrelationId}: {Detail}")]
        public static partial void Refused(
            ILogger logger, string method, StatusCode code, ErrorReason reason, string correlationId, string detail, Exception? cause);

        [LoggerMessage(EventId = 102, Level = LogLevel.Debug, Message = "{Method} was cancelled, correlation id {CorrelationId}")]
        public static partial void Cancelled(ILogger logger, string method, string correlationId);

        [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "{Method} failed, correlation id {CorrelationId}")]
        public static partial void Unexpected(ILogger logger, Exception exception, string method, string correlationId);

        [LoggerMessage(EventId = 104, Level = LogLevel.Warning, Message = "{Method} ends with {Code}, correlation id {CorrelationId}: {Detail}")]
        public static partial void Passed(ILogger logger, string method, StatusCode code, string correlationId, string detail);
    }
}
