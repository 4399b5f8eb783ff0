using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Api;

/// <summary>Around every operation of the API: checks its request, and turns what it or a service refuses into problem details.</summary>
internal sealed class ApiMiddleware(RequestDelegate next, IOptionsMonitor<BackendOptions> options)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is not { } operation)
        {
            await next(context);
            return;
        }

        ProblemDetails problem;
        try
        {
            operation.Check(context);
            await next(context);
            return;
        }
        catch (RequestFault fault) when (!context.Response.HasStarted)
        {
            problem = fault.ToProblem(context.GetCorrelationId());
            if (fault.Header is { } header)
            {
                context.Response.Headers[header.Name] = header.Value;
            }
        }
        catch (RpcFailure failure) when (!context.Response.HasStarted)
        {
            problem = From(ErrorStatus.ToException(failure, context.GetCorrelationId()), context);
        }
        catch (RpcException exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            problem = From(ServiceAnswer.Of(exception, options.CurrentValue.RetryAfter, context.GetCorrelationId()), context);
        }

        context.Features.Set(problem);
        ProblemMapping.SetRetryAfter(context.Response, problem);
        await TypedResults.Problem(problem).ExecuteAsync(context);
    }

    private static ProblemDetails From(RpcException exception, HttpContext context)
    {
        ProblemDetails problem = ProblemMapping.From(exception, context.GetCorrelationId(), field => FieldNames.ToJson(field, context.GetEndpoint()));
        bool conditional = context.Request.Headers.IfMatch.Count > 0;
        if (conditional && RpcErrorDetails.ReasonOf(exception) == ErrorStatus.NameOf(ErrorReason.VersionConflict))
        {
            (problem.Status, problem.Title) = (StatusCodes.Status412PreconditionFailed, "The resource has changed");
        }

        return problem;
    }
}
