using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
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
            return Answer(
                context.HttpContext, ProblemMapping.From(ServiceAnswer.Of(exception, options.CurrentValue.RetryAfter, correlationId), correlationId));
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Answer(HttpContext context, ProblemDetails problem)
    {
        context.Features.Set(problem);
        ProblemMapping.SetRetryAfter(context.Response, problem);
        return TypedResults.Problem(problem);
    }
}
