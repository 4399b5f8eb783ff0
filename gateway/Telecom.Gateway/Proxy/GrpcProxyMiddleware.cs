using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Errors;
using Telecom.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Telecom.Gateway.Proxy;

/// <summary>Around the proxy: lets only gRPC and OTLP/HTTP through, and turns the proxy's own failures into gRPC statuses.</summary>
internal sealed partial class GrpcProxyMiddleware(
    RequestDelegate next, LiveCalls calls, IOptionsMonitor<BackendOptions> options, GatewayMetrics metrics, ILogger<GrpcProxyMiddleware> logger)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request, already routed to a backend.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == Backends.OtlpHttpPath)
        {
            await PassOtlpAsync(context);
            return;
        }

        if (!context.Request.IsGrpc() || !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.Headers.Accept = GrpcRequests.ContentType;
            await TypedResults.Problem(
                statusCode: StatusCodes.Status415UnsupportedMediaType,
                title: "gRPC only",
                detail: $"This path speaks gRPC over HTTP/2 ({GrpcRequests.ContentType}); for JSON see /api/v1.").ExecuteAsync(context);
            return;
        }

        IHttpResetFeature? reset = context.Features.Get<IHttpResetFeature>();
        var held = new HeldReset();
        context.Features.Set<IHttpResetFeature>(held);
        RpcFailure? ending = await PassAsync(context);
        context.Features.Set(reset);
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (ending is not null && (context.GetForwarderErrorFeature() is not null || held.ErrorCode is not null))
        {
            await EndAsync(context, ending);
        }
        else if (context.GetForwarderErrorFeature() is { } failed)
        {
            await AnswerAsync(context, held, failed, Failure(failed));
        }
        else if (held.ErrorCode is { } code)
        {
            reset?.Reset(code);
        }
    }

    /// <summary>Hands the call on; the result says why the gateway ended it, null when it did not.</summary>
    private async Task<RpcFailure?> PassAsync(HttpContext context)
    {
        using LiveCall call = calls.Enter(context);
        call.FollowResponse();
        await next(context);
        return call.Ending;
    }

    /// <summary>
    /// OTLP/HTTP: neither gRPC nor JSON of ours. Its size is limited by the service, which answers a larger one as OTLP wants it; a
    /// service that is away is answered here, with Retry-After, which an exporter waits for.
    /// </summary>
    private async Task PassOtlpAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        await next(context);
        if (context.GetForwarderErrorFeature() is { } failed && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            string backend = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
            metrics.BackendFailed(backend);
            Log.Failed(logger, backend, context.Request.Path, failed.Error, context.GetCorrelationId(), failed.Exception);
            context.BeginAnew();
            await context.RefuseAsync(Failure(failed));
        }
    }

    private async Task AnswerAsync(HttpContext context, HeldReset held, IForwarderErrorFeature failed, RpcFailure failure)
    {
        if (context.Response.HasStarted && held.ErrorCode is null)
        {
            // The backend's answer was complete; only the rest of the request had nowhere to go.
            return;
        }

        string backend = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        metrics.BackendFailed(backend);
        Log.Failed(logger, backend, context.Request.Path, failed.Error, context.GetCorrelationId(), failed.Exception);
        await EndAsync(context, failure);
    }

    private static Task EndAsync(HttpContext context, RpcFailure failure)
    {
        if (context.Response.HasStarted)
        {
            return GrpcStatusWriter.EndAsync(context, failure);
        }

        context.BeginAnew();
        return GrpcStatusWriter.WriteAsync(context, failure);
    }

    /// <summary>
    /// What the client is told. It is still there, so the backend is the cause, also where the proxy blames the client: when a backend
    /// dies, what is seen first may be that reading the client's stream was given up. When nothing but cancellation is seen, nobody
    /// failed: the call was silent too long.
    /// </summary>
    private RpcFailure Failure(IForwarderErrorFeature failed) => !NextAddressMiddleware.NoConnection(failed) && OnlyCancelled(failed.Exception)
        ? Idle()
        : RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, "The service does not answer.", options.CurrentValue.RetryAfter);

    private static bool OnlyCancelled(Exception? exception) => exception switch
    {
        AggregateException several => several.InnerExceptions.All(OnlyCancelled),
        OperationCanceledException => true,
        _ => false,
    };

    private RpcFailure Idle() => new(
        StatusCode.Unavailable, ErrorReason.IdleTimeout, "The call was idle too long.", retryAfter: options.CurrentValue.RetryAfter);

    private static partial class Log
    {
        [LoggerMessage(5302, LogLevel.Warning, "{Backend} did not answer {Path}: {Error}, correlation id {CorrelationId}")]
        public static partial void Failed(ILogger logger, string backend, string path, ForwarderError error, string correlationId, Exception? exception);
    }
}
