using Microsoft.AspNetCore.Http.HttpResults;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Api;

/// <summary>
/// Health for HTTP probes. Live: the process answers. Ready: it takes traffic, which ends as soon as it is told to stop. A backend that
/// is away does not make the gateway unready: with all gateways gone nobody would learn what is wrong.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    public static void MapHealth(this WebApplication app)
    {
        _ = app.MapGet("/healthz/live", () => TypedResults.Text("live")).WithMetadata(new AnonymousByDesign("probes have no key"));
        _ = app.MapGet("/healthz/ready", Ready).WithMetadata(new AnonymousByDesign("probes have no key"));
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Ready(IDrain drain, IEnumerable<IReadiness> conditions)
    {
        string[] missing = [.. conditions.Where(condition => !condition.Holds).Select(condition => condition.Condition)];
        if (drain.HasBegun)
        {
            missing = ["the gateway is going away"];
        }

        return missing.Length == 0
            ? TypedResults.Text("ready")
            : TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready", detail: string.Join("; ", missing));
    }
}
