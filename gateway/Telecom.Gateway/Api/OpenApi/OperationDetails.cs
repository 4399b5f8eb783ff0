using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.OpenApi;

/// <summary>What the framework cannot see of an operation: headers, conditions, and what parameters and answers mean.</summary>
internal static class OperationDetails
{
    private static readonly Dictionary<string, string> s_answers = new()
    {
        ["200"] = "As asked for.",
        ["201"] = "Created.",
        ["204"] = "Done; there is nothing to say.",
        ["400"] = "The request is wrong, or the state of the system does not allow it.",
        ["401"] = "No valid credentials.",
        ["403"] = "The caller's roles do not allow it.",
        ["404"] = "There is no such resource, or none that the caller may see.",
        ["406"] = "None of the forms that there are is acceptable to the caller.",
        ["409"] = "It conflicts with what is there.",
        ["412"] = "The resource is no longer as If-Match says.",
        ["413"] = "The body is too large.",
        ["415"] = "The body is of another media type.",
        ["429"] = "A quota or a limit is used up.",
        ["500"] = "The server failed.",
        ["503"] = "A service does not answer now; Retry-After says when to come back.",
    };

    /// <summary>Completes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">What it was made from.</param>
    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        ApiOperation? api = metadata.OfType<ApiOperation>().FirstOrDefault();
        bool read = context.Description.HttpMethod == HttpMethods.Get;
        operation.Parameters ??= [];
        foreach (OpenApiParameter parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            string name = parameter.Name ?? "";
            parameter.Description = parameter.In == ParameterLocation.Path
                ? ParameterTexts.OfPath(name)
                : ParameterTexts.OfQuery(name, context.Description.RelativePath ?? "");
        }

        if (api is null)
        {
            // The feed and the session: they check their requests themselves.
            return;
        }

        if (api.Gives.Contains(Negotiation.Csv))
        {
            operation.Parameters.Add(Parameter("format", ParameterLocation.Query, "json or csv, for callers that cannot send Accept.", ["json", "csv"]));
        }

        if (read)
        {
            operation.Parameters.Add(Parameter("If-None-Match", ParameterLocation.Header, "Entity tags that the caller has; 304 when one is current."));
        }

        if (api.TakesIfMatch)
        {
            operation.Parameters.Add(Parameter("If-Match", ParameterLocation.Header, "The entity tag that was read; 412 when the resource has changed since."));
        }

        if (metadata.OfType<TakesIdempotencyKey>().Any())
        {
            operation.Parameters.Add(Parameter(
                Conditions.IdempotencyKey, ParameterLocation.Header, "A UUID; requests with the same one are done once. Absent: every request is its own."));
        }

        Describe(operation, read, metadata.OfType<StatesLocation>().Any());
    }

    private static void Describe(OpenApiOperation operation, bool read, bool located)
    {
        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            response.Description = s_answers[status];
        }

        if (read && operation.Responses is { } answers && answers.TryGetValue("200", out IOpenApiResponse? found) && found is OpenApiResponse success)
        {
            success.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = Header("Entity tag of this answer.") };
            if (operation.Parameters?.Any(parameter => parameter.Name == "pageToken") == true)
            {
                success.Headers["Link"] = Header("Where the next page is, rel=\"next\"; absent on the last.");
            }

            if (success.Content?.ContainsKey(Negotiation.Csv) == true)
            {
                // All that is left of the list, with a header row; the columns are those of the model, flat.
                success.Content[Negotiation.Csv] = new OpenApiMediaType { Schema = SchemaDetails.Text(null) };
            }

            answers["304"] = new OpenApiResponse { Description = "The caller has it already." };
        }
        else if (located && operation.Responses is { } written && written.TryGetValue("201", out IOpenApiResponse? made) && made is OpenApiResponse created)
        {
            created.Description = "Created; Location says where.";
            created.Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = Header("Path of what was created.") };
        }
    }

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string description, IReadOnlyList<string>? allowed = null) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Schema = SchemaDetails.Text(allowed),
    };
}
