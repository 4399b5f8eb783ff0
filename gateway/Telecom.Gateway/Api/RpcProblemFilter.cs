using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Api;

/// <summary>Turns what a service refused, or the gateway itself, into problem details.</summary>
internal sealed class RpcProblemFilter(IOptionsMonitor<BackendOptions> options) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string correlationId = context.HttpContext.GetCorrelationId();
        try
        {
            return await next(context);
        }
        catch (RpcFailure failure)
        {
            return Answer(context.HttpContext, ProblemMapping.From(failure, correlationId));
        }
        catch (RpcException exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Answer(context.HttpContext, WasAnswered(exception)
                ? ProblemMapping.From(exception, correlationId)
                : ProblemMapping.From(Away(exception), correlationId));
        }
    }

    /// <summary>False when no service said this: the client library does when it cannot connect, or when time is up.</summary>
    private static bool WasAnswered(RpcException exception) =>
        exception.StatusCode is not (StatusCode.Unavailable or StatusCode.DeadlineExceeded) || RpcErrorDetails.TryRead(exception, out _);

    private RpcFailure Away(RpcException exception) =>
        RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, "The service does not answer.", options.CurrentValue.RetryAfter, exception);

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Answer(HttpContext context, ProblemDetails problem)
    {
        context.Features.Set(problem);
        ProblemMapping.SetRetryAfter(context.Response, problem);
        return TypedResults.Problem(problem);
    }
}
