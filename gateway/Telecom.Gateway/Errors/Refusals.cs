using Microsoft.AspNetCore.Mvc;
using Telecom.Gateway.Page;
using Telecom.Gateway.Tmf;
using Telecom.Hosting;

namespace Telecom.Gateway.Errors;

/// <summary>Answers a request with a failure in the form that its client understands: a gRPC status, or problem details (RFC 9457).</summary>
internal static class Refusals
{
    /// <summary>Drops what was prepared of an answer of which nothing has been sent; what every answer has is there again.</summary>
    /// <param name="context">The request.</param>
    public static void BeginAnew(this HttpContext context)
    {
        context.Response.Clear();
        SecurityHeadersMiddleware.Set(context);
    }

    /// <summary>Writes the failure. Nothing may have been sent yet.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">The failure.</param>
    public static Task RefuseAsync(this HttpContext context, RpcFailure failure)
    {
        if (context.Request.IsGrpc())
        {
            return GrpcStatusWriter.WriteAsync(context, failure);
        }

        ProblemDetails problem = ProblemMapping.From(failure, context.GetCorrelationId());
        if (context.Request.IsTmf())
        {
            return TmfErrors.WriteAsync(context, problem);
        }

        context.Features.Set(problem);
        ProblemMapping.SetRetryAfter(context.Response, problem);
        return TypedResults.Problem(problem).ExecuteAsync(context);
    }
}
