using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Tmf.Models;

namespace Telecom.Gateway.Tmf;

/// <summary>Errors in the shape of TM Forum's Error, made from the problem details that the rest of the API would show.</summary>
internal static class TmfErrors
{
    /// <summary>True for a request that wants this shape.</summary>
    /// <param name="request">The request.</param>
    public static bool IsTmf(this HttpRequest request) => request.Path.StartsWithSegments(TmfPaths.Root, StringComparison.Ordinal);

    /// <summary>The error of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="correlationId">Finds the request in the logs.</param>
    public static TmfError From(ProblemDetails problem, string correlationId) => new(
        "Error",
        problem.Extensions.TryGetValue("reason", out object? reason) && reason is string code ? code : "INTERNAL",
        problem.Title ?? "",
        problem.Detail ?? "",
        (problem.Status ?? StatusCodes.Status500InternalServerError).ToString(CultureInfo.InvariantCulture),
        problem.Type ?? "",
        correlationId);

    /// <summary>Answers with the error.</summary>
    /// <param name="context">The request; nothing may have been sent yet.</param>
    /// <param name="problem">The problem.</param>
    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Features.Set(problem);
        ProblemMapping.SetRetryAfter(context.Response, problem);
        return TypedResults.Json(
            From(problem, context.GetCorrelationId()), TmfJson.Options, statusCode: problem.Status ?? StatusCodes.Status500InternalServerError)
            .ExecuteAsync(context);
    }
}
