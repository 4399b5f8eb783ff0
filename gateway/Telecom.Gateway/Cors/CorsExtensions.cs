using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Errors;
using Telecom.Hosting;

namespace Telecom.Gateway.Cors;

/// <summary>
/// Other origins (the Fetch standard's CORS protocol), for /api/v1 alone. Cookies are never allowed: a page of another origin brings its own
/// credentials in the Authorization header.
/// </summary>
internal static class CorsExtensions
{
    private const string Api = "/api/v1";
    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    /// <summary>Registers the policy.</summary>
    /// <param name="services">The services.</param>
    public static void AddApiCors(this IServiceCollection services)
    {
        _ = services.AddValidated<CorsSettings, CorsSettings.Validator>(CorsSettings.Section);
        _ = services.AddCors();
        _ = services.AddOptions<CorsOptions>().Configure<IOptions<CorsSettings>>((cors, settings) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.Value.Origins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete)
            .WithHeaders(
                "authorization", "content-type", "content-encoding", "if-match", "if-none-match", "idempotency-key", "last-event-id", CorrelationMiddleware.Header)
            .WithExposedHeaders("ETag", "Link", "Location", "Retry-After", "Content-Disposition", CorrelationMiddleware.Header)
            .SetPreflightMaxAge(PreflightAge)
            .DisallowCredentials()));
    }

    /// <summary>Answers preflights and marks answers; without origins in the settings nothing at all is added.</summary>
    /// <param name="app">The application.</param>
    public static void UseApiCors(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<CorsSettings>>().Value.Origins.Count > 0)
        {
            _ = app.UseWhen(context => context.Request.Path.StartsWithSegments(Api), api => api.UseCors());
        }
    }
}
