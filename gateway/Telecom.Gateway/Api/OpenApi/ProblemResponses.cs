using Microsoft.OpenApi;

namespace Telecom.Gateway.Api.OpenApi;

/// <summary>Problems are the same for all operations: the document says each of them once.</summary>
internal static class ProblemResponses
{
    /// <summary>Moves them to the components.</summary>
    /// <param name="document">The document.</param>
    public static void Share(OpenApiDocument document)
    {
        OpenApiComponents components = document.Components ??= new OpenApiComponents();
        components.Responses ??= new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        foreach (OpenApiResponses answers in OperationsOf(document).Select(operation => operation.Responses).OfType<OpenApiResponses>())
        {
            foreach (string status in answers.Keys.Where(status => status[0] is '4' or '5').ToArray())
            {
                string name = $"Problem{status}";
                if (components.Responses.TryAdd(name, answers[status]) && status is "429" or "503" && answers[status] is OpenApiResponse response)
                {
                    response.Headers = new Dictionary<string, IOpenApiHeader>
                    {
                        ["Retry-After"] = new OpenApiHeader
                        {
                            Description = "Least time to wait, seconds; absent: waiting does not help.",
                            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        },
                    };
                }

                answers[status] = new OpenApiResponseReference(name, document);
            }
        }
    }

    private static IEnumerable<OpenApiOperation> OperationsOf(OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>());
}
