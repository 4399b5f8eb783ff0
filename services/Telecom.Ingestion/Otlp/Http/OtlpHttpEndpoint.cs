using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Door;

namespace Telecom.Ingestion.Otlp.Http;

/// <summary>
/// OTLP/HTTP: POST /v1/metrics. The access policy is that of MetricsService/Export; an error is a google.rpc.Status in the form of the
/// request, with the status codes of the OTLP specification: 400 for what will never be read, 413 above a limit of size, 429 and 503 with
/// Retry-After for what may be tried again.
/// </summary>
internal sealed partial class OtlpHttpEndpoint(
    OtlpDoor door, HttpAccess access, IDrain drain, IOptions<EndpointOptions> endpoint, ILogger<OtlpHttpEndpoint> logger)
{
    /// <summary>The path.</summary>
    public const string Path = "/v1/metrics";

    private static readonly string Method = $"/{MetricsService.Descriptor.FullName}/{MetricsService.Descriptor.Methods[0].Name}";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        OtlpHttpFormat? format = OtlpHttpFormat.Find(context.Request.ContentType);
        string correlationId = HttpAccess.CorrelationIdOf(context);
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null;
            }

            Caller caller = await access.AuthorizeAsync(Method, context, correlationId);
            if (drain.HasBegun)
            {
                throw RpcFailure.Unavailable(ErrorReason.Draining, "The server is going away.", TimeSpan.FromSeconds(1));
            }

            if (format is null)
            {
                await FailAsync(
                    context, OtlpHttpFormat.Json, Bad($"content-type is \"{context.Request.ContentType}\"; allowed are {OtlpHttpFormat.Protobuf.MediaType} and {OtlpHttpFormat.Json.MediaType}"), correlationId, StatusCodes.Status415UnsupportedMediaType);
                return;
            }

            ReadOnlyMemory<byte> body = await OtlpHttpBody.ReadAsync(context.Request, endpoint.Value.MaxReceiveMessageBytes, context.RequestAborted);
            ExportMetricsServiceRequest request = format.Read(body.Span, ExportMetricsServiceRequest.Parser);
            ExportMetricsServiceResponse response = await door.ExportAsync(request, caller, body.Length, context.RequestAborted);
            await WriteAsync(context, format, StatusCodes.Status200OK, response);
        }
        catch (RpcFailure failure)
        {
            await FailAsync(context, format ?? OtlpHttpFormat.Json, failure, correlationId, HttpStatusOf(failure));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or UnreadableBodyException)
        {
            await FailAsync(context, format ?? OtlpHttpFormat.Json, Bad(exception.Message), correlationId, StatusCodes.Status400BadRequest);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            Log.Gone(logger, correlationId);
        }
        catch (BadHttpRequestException exception)
        {
            await FailAsync(context, format ?? OtlpHttpFormat.Json, Bad(exception.Message), correlationId, exception.StatusCode);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Unexpected(logger, exception, correlationId);
            RpcFailure failure = new(StatusCode.Internal, ErrorReason.Internal, $"The server failed; correlation id {correlationId}.");
            await FailAsync(context, format ?? OtlpHttpFormat.Json, failure, correlationId, StatusCodes.Status500InternalServerError);
        }
    }

    private static RpcFailure Bad(string message) => new(StatusCode.InvalidArgument, ErrorReason.InvalidArgument, message);

    private static int HttpStatusOf(RpcFailure failure) => failure.Code switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.ResourceExhausted when failure.RetryAfter is null => StatusCodes.Status413PayloadTooLarge,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task FailAsync(HttpContext context, OtlpHttpFormat format, RpcFailure failure, string correlationId, int status)
    {
        if (failure.RetryAfter is { } wait)
        {
            // Whole seconds, at least 1: RFC 9110, 10.2.3.
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"telecom\"";
        }

        Google.Rpc.Status body = RpcErrorDetails.TryRead(ErrorStatus.ToException(failure, correlationId), out Google.Rpc.Status? details) ? details : new();
        await WriteAsync(context, format, status, body);
    }

    private static async Task WriteAsync(HttpContext context, OtlpHttpFormat format, int status, IMessage message)
    {
        byte[] bytes = format.Write(message);
        context.Response.StatusCode = status;
        context.Response.ContentType = format.MediaType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2301, Level = LogLevel.Debug, Message = "OTLP/HTTP: the client went away, correlation id {CorrelationId}")]
        public static partial void Gone(ILogger logger, string correlationId);

        [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "OTLP/HTTP failed, correlation id {CorrelationId}")]
        public static partial void Unexpected(ILogger logger, Exception exception, string correlationId);
    }
}
