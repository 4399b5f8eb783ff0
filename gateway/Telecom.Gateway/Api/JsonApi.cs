using System.Text.Json.Serialization;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.OpenApi;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Resources;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Api;

/// <summary>
/// The JSON side, version 1. Names are camelCase; instants are ISO 8601 in UTC; amounts, percentages and minutes are decimal texts; codes are
/// snake_case; what is not there is null. Errors are problem details (RFC 9457). docs/openapi.json describes every operation.
/// </summary>
internal static class JsonApi
{
    /// <summary>Path of the API.</summary>
    public const string Root = "/api/v1";

    /// <summary>Registers what the API needs.</summary>
    /// <param name="services">The services.</param>
    public static void AddJsonApi(this IServiceCollection services)
    {
        _ = services.AddValidated<ApiOptions, ApiOptions.Validator>(ApiOptions.Section);
        _ = services.AddSingleton<BackendClients>();
        _ = services.AddSingleton<CsvResponse>();
        _ = services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddApiDocument();
    }

    /// <summary>Checks requests of the API; to be called after identity is settled.</summary>
    /// <param name="app">The application.</param>
    public static void UseJsonApi(this WebApplication app) => app.UseMiddleware<ApiMiddleware>();

    /// <summary>Maps the API.</summary>
    /// <param name="app">The application.</param>
    public static void MapJsonApi(this WebApplication app)
    {
        RouteGroupBuilder api = app.MapGroup(Root);
        api.MapCustomers();
        api.MapSubscriptions();
        api.MapCircuits();
        api.MapAgents();
        api.MapKeys();
        api.MapContracts();
        api.MapStatus();
        api.MapOutages();
        api.MapStatements();
        api.MapExclusions();
        api.MapClaims();
        api.MapCases();
        api.MapCaseSteps();
        api.MapCaseRules();
        api.MapAttainment();
        api.MapWebhooks();
        app.MapApiDocument();
        _ = api.Map("/{**path}", (HttpContext context, EndpointDataSource endpoints) => UnknownRoutes.Refuse(context, endpoints))
            .WithMetadata(new IdentityRequired(), new ApiOperation([], [], true) { AnyQuery = true })
            .ExcludeFromDescription();
    }
}
