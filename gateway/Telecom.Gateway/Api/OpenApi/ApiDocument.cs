using Microsoft.OpenApi;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Identity.Sessions;

namespace Telecom.Gateway.Api.OpenApi;

/// <summary>The OpenAPI document of the API, made from the code: operations, their parameters, models and comments.</summary>
internal static class ApiDocument
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    /// <summary>Registers what makes it.</summary>
    /// <param name="services">The services.</param>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(JsonApi.Root, StringComparison.Ordinal);
        _ = options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document);
            return Task.CompletedTask;
        });
        _ = options.AddOperationTransformer((operation, context, _) =>
        {
            OperationDetails.Complete(operation, context);
            return Task.CompletedTask;
        });
        _ = options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaDetails.Complete(schema, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>Serves it.</summary>
    /// <param name="app">The application.</param>
    public static void MapApiDocument(this WebApplication app) =>
        app.MapOpenApi($"{JsonApi.Root}/openapi.json").WithMetadata(new AnonymousByDesign("describes the API and holds no data"));

    private static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Telecom SLA",
            Version = Name,
            Description = """
                Status, outages, statements, claims, cases and what they rest on. Instants are ISO 8601 in UTC; amounts, percentages and minutes
                are decimal texts; codes are snake_case; what is not there is null. Errors are problem details (RFC 9457). Resources that a caller
                may not see are not found. Query parameters and members that are not known are refused.
                """.ReplaceLineEndings(" "),
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The gateway that serves this document." }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key, or a token of the identity provider that the gateway trusts.",
            },
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookie.SecureName,
                Description = "The session of a browser, begun at /api/v1/session.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", document)] = [] },
        ];
        ProblemResponses.Share(document);
    }
}
