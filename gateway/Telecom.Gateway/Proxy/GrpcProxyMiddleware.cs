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
    RequestDelegate next, IOptions<BackendOptions> options, GatewayMetrics metrics, ILogger<GrpcProxyMiddleware> logger)
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
        await next(context);
        context.Features.Set(reset);
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (context.GetForwarderErrorFeature() is { } failed)
        {
            await AnswerAsync(context, held, failed, Failure(failed.Error));
        }
        else if (held.ErrorCode is { } code)
        {
            reset?.Reset(code);
        }
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
            context.Response.Clear();
            await context.RefuseAsync(Failure(failed.Error));
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
        if (context.Response.HasStarted)
        {
            await GrpcStatusWriter.EndAsync(context, failure);
            return;
        }

        context.Response.Clear();
        await GrpcStatusWriter.WriteAsync(context, failure);
    }

    /// <summary>
    /// What the client is told. It is still there, so the backend is the cause, also where the proxy blames the client: when a backend
    /// dies, what is seen first may be that reading the client's stream was given up.
    /// </summary>
    private RpcFailure Failure(ForwarderError error) => error switch
    {
        ForwarderError.ResponseBodyCanceled or ForwarderError.RequestBodyCanceled => new RpcFailure(
            StatusCode.Unavailable, ErrorReason.IdleTimeout, "The call was idle too long.", retryAfter: options.Value.RetryAfter),
        _ => RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, "The service does not answer.", options.Value.RetryAfter),
    };

    private static partial class Log
    {
        [LoggerMessage(5302, LogLevel.Warning, "{Backend} did not answer {Path}: {Error}, correlation id {CorrelationId}")]
        public static partial void Failed(ILogger logger, string backend, string path, ForwarderError error, string correlationId, Exception? exception);
    }
}
