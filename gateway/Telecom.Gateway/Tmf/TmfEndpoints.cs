using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Tmf;

/// <summary>
/// The TM Forum views: reading in the shapes of TMF623, TMF621 and TMF657, made from the same calls as the JSON API. docs/tmf.md says
/// field by field where everything comes from and what is left out.
/// </summary>
internal static class TmfEndpoints
{
    private const string TotalCount = "X-Total-Count";
    private const string ResultCount = "X-Result-Count";

    /// <summary>Registers what the views need.</summary>
    /// <param name="services">The services.</param>
    public static void AddTmf(this IServiceCollection services)
    {
        _ = services.AddValidated<TmfOptions, TmfOptions.Validator>(TmfOptions.Section);
        _ = services.AddSingleton<TmfScope>();
        _ = services.AddSingleton<CatalogReads>();
        _ = services.AddSingleton<SlaView>();
        _ = services.AddSingleton<QualityView>();
        _ = services.AddSingleton<TicketView>();
    }

    /// <summary>Maps the views.</summary>
    /// <param name="app">The application.</param>
    public static void MapTmf(this WebApplication app)
    {
        RouteGroupBuilder tmf = app.MapGroup("").ExcludeFromDescription().WithMetadata(new IdentityRequired()).AddEndpointFilter<TmfErrorFilter>();
        IServiceProvider services = app.Services;
        SlaView sla = services.GetRequiredService<SlaView>();
        QualityView quality = services.GetRequiredService<QualityView>();
        TicketView tickets = services.GetRequiredService<TicketView>();
        Map(tmf, TmfPaths.Sla, [TmfQuery.Party, SlaView.Template], [], (context, query) => sla.ListAsync(context, query), sla.GetAsync);
        Map(
            tmf,
            TmfPaths.SlaViolation,
            [TmfQuery.Party, SlaView.Sla, TmfQuery.Month],
            [],
            (context, query) => sla.ViolationsAsync(context, query),
            (context, id, _) => sla.ViolationAsync(context, id));
        Map(tmf, TmfPaths.Ticket, [TmfQuery.Party, TicketView.Status, TicketView.Severity], [], tickets.ListAsync, tickets.GetAsync);
        Map(
            tmf,
            TmfPaths.Objective,
            [TmfQuery.Party, TmfQuery.Month],
            [TmfQuery.Month],
            (context, query) => quality.ObjectivesAsync(context, query),
            quality.ObjectiveAsync);
        Map(tmf, TmfPaths.Specification, [TmfQuery.Party], [], (context, query) => quality.SpecificationsAsync(context, query), quality.SpecificationAsync);
        _ = tmf.MapMethods($"{TmfPaths.Root}/{{**path}}", [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], ReadOnly);
    }

    private static void Map<TModel>(
        RouteGroupBuilder tmf,
        string path,
        string[] listFilters,
        string[] itemFilters,
        Func<HttpContext, TmfQuery, IAsyncEnumerable<TModel>> list,
        Func<HttpContext, string, TmfQuery, Task<TModel>> get)
        where TModel : class
    {
        IReadOnlySet<string> known = TmfJson.AttributesOf(typeof(TModel));
        _ = tmf.MapGet(path, async (HttpContext context, IOptionsMonitor<TmfOptions> options) =>
        {
            TmfQuery query = TmfQuery.Read(context.Request.Query, known, listFilters, options.CurrentValue, isList: true);
            return await ListAsync(context, query, list(context, query));
        });
        _ = tmf.MapGet(path + "/{id}", async (HttpContext context, IOptionsMonitor<TmfOptions> options, string id) =>
        {
            TmfQuery query = TmfQuery.Read(context.Request.Query, known, itemFilters, options.CurrentValue, isList: false);
            return TypedResults.Json(TmfJson.Select(await get(context, id, query), query), TmfJson.Options);
        });
    }

    /// <summary>A page. How many there are in all is said only when the end was seen: nothing is counted that was not read.</summary>
    private static async Task<JsonHttpResult<JsonArray>> ListAsync<TModel>(HttpContext context, TmfQuery query, IAsyncEnumerable<TModel> all)
        where TModel : class
    {
        var page = new JsonArray();
        int seen = 0;
        bool more = false;
        await foreach (TModel model in all.WithCancellation(context.RequestAborted))
        {
            if (page.Count == query.Limit)
            {
                more = true;
                break;
            }

            if (seen++ >= query.Offset)
            {
                page.Add(TmfJson.Select(model, query));
            }
        }

        context.Response.Headers[ResultCount] = page.Count.ToString(CultureInfo.InvariantCulture);
        if (!more)
        {
            context.Response.Headers[TotalCount] = seen.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Json(page, TmfJson.Options);
    }

    private static Task ReadOnly(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Get;
        return TmfErrors.WriteAsync(context, new ProblemDetails
        {
            Status = StatusCodes.Status405MethodNotAllowed,
            Type = "urn:telecom-sla:error:METHOD_NOT_ALLOWED",
            Title = "The request is wrong",
            Detail = "These views are for reading; changes go through /api/v1.",
            Extensions = { ["reason"] = "METHOD_NOT_ALLOWED" },
        });
    }
}
