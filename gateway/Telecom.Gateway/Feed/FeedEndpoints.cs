using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Telecom.Gateway.Api;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>
/// The live feed: what happens to outages and cases, as Server-Sent Events. Each event's id is how far the reader is in all of it; who
/// comes back with the last one as Last-Event-ID gets every event after it, each once.
/// </summary>
internal static class FeedEndpoints
{
    private const string Header = "Last-Event-ID";

    /// <summary>Registers what the feed needs.</summary>
    /// <param name="services">The services.</param>
    public static void AddFeed(this IServiceCollection services)
    {
        _ = services.AddValidated<FeedOptions, FeedOptions.Validator>(FeedOptions.Section);
        _ = services.AddSingleton<FeedMetrics>();
        _ = services.AddSingleton<FeedPlaces>();
        _ = services.AddSingleton<FeedSources>();
        _ = services.AddSingleton<BackendCallOptions>();
        _ = services.AddSingleton<FeedService>();
    }

    /// <summary>Maps the feed.</summary>
    /// <param name="app">The application.</param>
    public static void MapFeed(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup(JsonApi.Root).WithTags("Live feed").WithMetadata(new IdentityRequired()).AddEndpointFilter<RpcProblemFilter>();
        Describe(api.MapGet("/events", ServeAll), "watchAllEvents", "Live feed of all customers, for the provider's staff.");
        Describe(api.MapGet("/customers/{customer}/events", ServeCustomer), "watchEvents", "Live feed of a customer.");
    }

    /// <summary>Where to begin.</summary>
    /// <param name="header">Header "Last-Event-ID": it wins, since a browser that comes back sends it beside the address that it first had.</param>
    /// <param name="lastEventId">The same as a query parameter, for tools; null for none.</param>
    /// <param name="from">"start" or "now"; null for now.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with every parameter that is wrong.</exception>
    internal static FeedPosition Begin(StringValues header, string? lastEventId, string? from)
    {
        List<FieldViolation> violations = [];
        FeedPosition? resumed = Read(header.ToString(), Header, violations) ?? Read(lastEventId ?? "", "lastEventId", violations);
        if (from is not (null or "start" or "now"))
        {
            violations.Add(new FieldViolation("from", $"\"{Shown(from)}\" is not allowed: \"start\" or \"now\"", "NOT_A_START"));
        }
        else if (from is not null && !string.IsNullOrEmpty(lastEventId))
        {
            violations.Add(new FieldViolation("from", "it is not allowed beside lastEventId, which says where to begin", "TWO_STARTS"));
        }

        return violations.Count > 0
            ? throw RpcFailure.Invalid(violations)
            : resumed ?? (from == "start" ? FeedPosition.FromStart : FeedPosition.FromNow);
    }

    /// <summary>What happens to the outages and cases of all customers, as it happens: for the provider's staff.</summary>
    private static Task<EmptyHttpResult> ServeAll(HttpContext context, FeedService feed, string? lastEventId = null, string? from = null) =>
        ServeAsync(context, feed, "customers/-", lastEventId, from);

    /// <summary>What happens to the outages and cases of a customer, as it happens.</summary>
    private static Task<EmptyHttpResult> ServeCustomer(
        HttpContext context, FeedService feed, string customer, string? lastEventId = null, string? from = null) =>
        ServeAsync(context, feed, $"customers/{customer}", lastEventId, from);

    private static async Task<EmptyHttpResult> ServeAsync(HttpContext context, FeedService feed, string parent, string? lastEventId, string? from)
    {
        await feed.ServeAsync(context, parent, Begin(context.Request.Headers[Header], lastEventId, from));
        return TypedResults.Empty;
    }

    private static void Describe(RouteHandlerBuilder endpoint, string id, string summary)
    {
        _ = endpoint.WithName(id).WithSummary(summary).Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        foreach (int status in (int[])[400, 401, 403, 404, 429, 500, 503])
        {
            _ = endpoint.Produces<ProblemModel>(status, "application/problem+json");
        }
    }

    private static FeedPosition? Read(string text, string field, List<FieldViolation> violations)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!FeedPosition.TryParse(text, out FeedPosition position))
        {
            violations.Add(new FieldViolation(field, $"\"{Shown(text)}\" is not {FeedPosition.Form}", "NOT_A_POSITION"));
            return null;
        }

        return position;
    }

    private static string Shown(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
