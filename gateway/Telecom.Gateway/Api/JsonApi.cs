using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Identity;
using Telecom.Hosting;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api;

/// <summary>
/// The JSON side, version 1: reading for the page and for people with curl. Names are camelCase; instants are ISO 8601 in UTC;
/// percentages and minutes are decimal texts with 4 decimals; what is not there is null. Errors are problem details (RFC 9457).
/// </summary>
internal static class JsonApi
{
    /// <summary>Registers what the API needs.</summary>
    /// <param name="services">The services.</param>
    public static void AddJsonApi(this IServiceCollection services) => services.AddSingleton<BackendClients>();

    /// <summary>Maps the API.</summary>
    /// <param name="app">The application.</param>
    public static void MapJsonApi(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/v1").WithMetadata(new IdentityRequired()).AddEndpointFilter<RpcProblemFilter>();
        _ = api.MapGet("/customers", ListCustomersAsync);
        _ = api.MapGet("/customers/{customer}/circuits", ListCircuitsAsync);
        _ = api.MapGet("/customers/{customer}/status", ListStatusesAsync);
        _ = api.MapGet("/customers/{customer}/circuits/{circuit}/status", GetStatusAsync);
        _ = api.MapGet("/customers/{customer}/cases", ListCasesAsync);
    }

    private static async Task<Ok<CustomerListModel>> ListCustomersAsync(
        HttpContext context, BackendClients clients, int? pageSize = null, string? pageToken = null)
    {
        ListCustomersResponse response = await clients.Catalog.ListCustomersAsync(
            new ListCustomersRequest { PageSize = pageSize ?? 0, PageToken = pageToken ?? "" }, clients.For(context));
        return TypedResults.Ok(new CustomerListModel(
            [.. response.Customers.Select(c => new CustomerModel(c.Name, Figures.IdOf(c.Name), c.DisplayName, Figures.Instant(c.CreateTimeUs)))],
            Figures.OrNull(response.NextPageToken)));
    }

    private static async Task<Ok<CircuitListModel>> ListCircuitsAsync(
        HttpContext context, BackendClients clients, string customer, int? pageSize = null, string? pageToken = null)
    {
        ListCircuitsResponse response = await clients.Catalog.ListCircuitsAsync(
            new ListCircuitsRequest { Parent = NameOf(customer), PageSize = pageSize ?? 0, PageToken = pageToken ?? "" }, clients.For(context));
        return TypedResults.Ok(new CircuitListModel(
            [.. response.Circuits.Select(c => new CircuitModel(c.Name, Figures.IdOf(c.Name), c.DisplayName, c.Subscription, Figures.OrNull(c.Region)))],
            Figures.OrNull(response.NextPageToken)));
    }

    private static async Task<Ok<StatusListModel>> ListStatusesAsync(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? month = null,
        string? asOf = null,
        int? pageSize = null,
        string? pageToken = null)
    {
        var request = new ListStatusesRequest
        {
            Parent = NameOf(customer),
            Month = month ?? "",
            AsOfUs = ReadAsOf(asOf),
            PageSize = pageSize ?? 0,
            PageToken = pageToken ?? "",
        };
        ListStatusesResponse response = await clients.Sla.ListStatusesAsync(request, clients.For(context));
        return TypedResults.Ok(new StatusListModel(
            request.Parent, [.. response.Statuses.Select(status => status.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    private static async Task<Ok<CircuitStatusModel>> GetStatusAsync(
        HttpContext context, BackendClients clients, string customer, string circuit, string? month = null, string? asOf = null)
    {
        var request = new GetStatusRequest { Name = $"{NameOf(customer)}/circuits/{circuit}", Month = month ?? "", AsOfUs = ReadAsOf(asOf) };
        GetStatusResponse response = await clients.Sla.GetStatusAsync(request, clients.For(context));
        return TypedResults.Ok(response.Status.ToModel());
    }

    private static async Task<Ok<CaseListModel>> ListCasesAsync(
        HttpContext context, BackendClients clients, string customer, int? pageSize = null, string? pageToken = null)
    {
        ListCasesResponse response = await clients.Support.ListCasesAsync(
            new ListCasesRequest { Parent = NameOf(customer), PageSize = pageSize ?? 0, PageToken = pageToken ?? "" }, clients.For(context));
        return TypedResults.Ok(new CaseListModel([.. response.Cases.Select(found => found.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    private static string NameOf(string customer) => $"customers/{customer}";

    private static long ReadAsOf(string? asOf)
    {
        if (string.IsNullOrEmpty(asOf))
        {
            return 0;
        }

        // An instant without an offset would be a guess.
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
        bool read = DateTimeOffset.TryParseExact(asOf, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant);
        bool hasOffset = asOf.EndsWith('Z') || (asOf.Length > 6 && asOf[^6] is '+' or '-');
        return read && hasOffset
            ? (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : throw RpcFailure.Invalid("asOf", $"\"{asOf}\" is not an ISO 8601 instant with an offset, like \"2026-11-30T12:00:00Z\"", "NOT_AN_INSTANT");
    }
}
