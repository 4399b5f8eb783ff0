using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Errors;

/// <summary>The last resort: an exception that nobody expected becomes an answer with a correlation id, and a line in the log.</summary>
internal sealed partial class UnexpectedErrorMiddleware(RequestDelegate next, ILogger<UnexpectedErrorMiddleware> logger)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            Log.Gone(logger, context.Request.Path, context.GetCorrelationId());
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.BeginAnew();
            string reason = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "LIMIT_EXCEEDED" : "INVALID_ARGUMENT";
            await TypedResults.Problem(ProblemMapping.Create(
                exception.StatusCode, reason, "The request is wrong", exception.Message, context.GetCorrelationId())).ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Unexpected(logger, exception, context.Request.Path, context.GetCorrelationId());
            context.BeginAnew();
            await context.RefuseAsync(new RpcFailure(StatusCode.Internal, ErrorReason.Internal, "The gateway failed."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Error, "{Path} failed, correlation id {CorrelationId}")]
        public static partial void Unexpected(ILogger logger, Exception exception, string path, string correlationId);

        [LoggerMessage(5002, LogLevel.Debug, "{Path}: the client went away, correlation id {CorrelationId}")]
        public static partial void Gone(ILogger logger, string path, string correlationId);
    }
}
