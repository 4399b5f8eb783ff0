using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.OpenApi;

/// <summary>What the framework cannot see of a value: codes, instants, and that members which are not known are refused.</summary>
internal static class SchemaDetails
{
    /// <summary>Completes a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="context">What it was made from.</param>
    public static void Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        object[] marks = MarksOf(context);
        if (marks.OfType<CodesAttribute>().FirstOrDefault() is { } codes)
        {
            OpenApiSchema item = schema.Items as OpenApiSchema ?? schema;
            item.Enum = [.. codes.Allowed.Select(code => (JsonNode)JsonValue.Create(code))];
        }

        if (marks.OfType<InstantAttribute>().Any())
        {
            schema.Format = "date-time";
        }

        if (schema.Properties is { Count: > 0 } && context.JsonTypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object)
        {
            schema.AdditionalPropertiesAllowed = false;
        }
    }

    /// <summary>Schema of a text.</summary>
    /// <param name="allowed">The values that are allowed; null: any.</param>
    public static OpenApiSchema Text(IReadOnlyList<string>? allowed)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (allowed is not null)
        {
            schema.Enum = [.. allowed.Select(value => (JsonNode)JsonValue.Create(value))];
        }

        return schema;
    }

    private static object[] MarksOf(OpenApiSchemaTransformerContext context) =>
        context.JsonPropertyInfo?.AttributeProvider is { } property ? property.GetCustomAttributes(false)
        : context.ParameterDescription?.ParameterDescriptor is IParameterInfoParameterDescriptor { ParameterInfo: ParameterInfo parameter }
            ? parameter.GetCustomAttributes(false)
            : [];
}
