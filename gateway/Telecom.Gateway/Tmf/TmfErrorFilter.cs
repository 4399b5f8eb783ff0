using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Audit;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.Gateway.Tmf;

/// <summary>Turns what a service refused, or the gateway itself, into TM Forum's error.</summary>
internal sealed class TmfErrorFilter(IOptionsMonitor<BackendOptions> options) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (RpcFailure failure)
        {
            Name(http, failure.Code, failure.Metadata);
            await TmfErrors.WriteAsync(http, ProblemMapping.From(failure, http.GetCorrelationId()));
        }
        catch (RpcException exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            Name(http, exception.StatusCode, RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(exception)?.Metadata);
            RpcException answer = ServiceAnswer.Of(exception, options.CurrentValue.RetryAfter, http.GetCorrelationId());
            await TmfErrors.WriteAsync(http, ProblemMapping.From(answer, http.GetCorrelationId()));
        }

        return TypedResults.Empty;
    }

    /// <summary>Notes for the audit what is not there: an id of a view need not say whose it is, and a list is of whom its filter says.</summary>
    private static void Name(HttpContext context, StatusCode code, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        if (code == StatusCode.NotFound && metadata?.FirstOrDefault(one => one.Key == "resource").Value is { } resource)
        {
            context.Features.Set(new NamedResource(resource));
        }
    }
}
