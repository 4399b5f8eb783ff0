using System.Text.Json.Nodes;
using System.Text;
using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.Gateway.Tests.Api;

public sealed class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    /// <summary>Set to "true", the test writes docs/openapi.json anew instead of comparing it.</summary>
    private const string Rewrite = "TELECOM_WRITE_OPENAPI";

    public void Dispose() => api.Answers.Reset();

    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_is_served()
    {
        string served = (await ReadTextAsync()).ReplaceLineEndings("\n").TrimEnd() + "\n";
        string file = Path.Combine(Paths.Root, "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable(Rewrite) == "true")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Assert.True(
            await File.ReadAllTextAsync(file) == served, $"docs/openapi.json is not what the code says; run this test with {Rewrite}=true and look at the difference");
    }

    [Fact]
    public async Task Anybody_may_read_the_document()
    {
        using var http = new HttpClient { BaseAddress = api.Http.BaseAddress };
        JsonObject document = JsonNode.Parse(await http.GetStringAsync("/api/v1/openapi.json"))!.AsObject();
        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["bearer", "session"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).Order());
    }

    [Fact]
    public async Task Everything_in_it_says_what_it_is()
    {
        ApiDescription description = await ReadAsync();
        List<string> silent = [];
        foreach ((string path, string method, JsonObject operation) in description.Operations)
        {
            if (operation["summary"] is null || operation["operationId"] is null)
            {
                silent.Add($"{method} {path}");
            }

            silent.AddRange((operation["parameters"]?.AsArray() ?? []).Where(p => p!["description"] is null).Select(p => $"{method} {path}: {p!["name"]}"));
            silent.AddRange(operation["responses"]!.AsObject().Where(r => description.Resolve(r.Value!)["description"] is null).Select(r => $"{method} {path}: {r.Key}"));
        }

        foreach ((string name, JsonNode? schema) in description.Schemas.Where(schema => schema.Key != "JsonElement"))
        {
            silent.AddRange(schema!["description"] is null ? [name] : []);
            silent.AddRange((schema["properties"]?.AsObject() ?? []).Where(p => !IsDescribed(p.Value!)).Select(p => $"{name}.{p.Key}"));
        }

        Assert.True(silent.Count == 0, string.Join(Environment.NewLine, silent));
        Assert.True(description.Operations.Count() > 70, $"only {description.Operations.Count()} operations");
    }

    [Fact]
    public async Task Every_operation_declares_its_problems()
    {
        ApiDescription description = await ReadAsync();
        foreach ((string path, string method, JsonObject operation) in description.Operations.Where(o => !IsElsewhere(o.Path)))
        {
            JsonObject responses = operation["responses"]!.AsObject();
            Assert.All(["400", "401", "403", "429", "503"], status =>
            {
                JsonNode? schema = responses[status] is { } found ? description.Resolve(found)["content"]?["application/problem+json"]?["schema"] : null;
                Assert.True(schema?["$ref"]?.GetValue<string>().EndsWith("/ProblemModel", StringComparison.Ordinal) == true, $"{method} {path} {status}");
            });
            Assert.Equal(operation["requestBody"] is not null, responses.ContainsKey("415"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_operation_answers_with_exactly_what_it_declares(bool full)
    {
        api.Answers.Full = full;
        ApiDescription description = await ReadAsync();
        List<string> wrong = [];
        int called = 0;
        foreach ((string path, string method, JsonObject operation) in description.Operations.Where(o => !IsElsewhere(o.Path)))
        {
            called++;
            string target = $"{FillPath(path)}{Query(operation)}";
            string? body = operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? description.Sample(schema)?.ToJsonString() : null;
            using HttpResponseMessage response = await api.SendAsync(new HttpMethod(method.ToUpperInvariant()), target, body);
            string text = await response.Content.ReadAsStringAsync();
            JsonNode? declared = operation["responses"]![((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
            if (!response.IsSuccessStatusCode || declared is null)
            {
                wrong.Add($"{method} {target}: {(int)response.StatusCode} {text}");
                continue;
            }

            if (declared["content"]?["application/json"]?["schema"] is { } answer)
            {
                description.Compare(JsonNode.Parse(text), answer, $"{method} {path}: ", wrong);
            }

            Assert.Equal(declared["headers"]?["Location"] is not null, response.Headers.Location is not null);
            if (response.StatusCode == System.Net.HttpStatusCode.Created && response.Headers.Location is null == description.Operations.Any(read => IsItemOf(path, read)))
            {
                wrong.Add($"{method} {target}: Location is there when what was created can be read, and only then");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(called > 65, $"only {called} operations were called");
    }

    /// <summary>The feed never ends, and a session is a matter of cookies: both have tests of their own.</summary>
    private static bool IsElsewhere(string path) => path.EndsWith("/session", StringComparison.Ordinal) || path is "/api/v1/events" or "/api/v1/customers/{customer}/events";

    private static bool IsDescribed(JsonNode property) =>
        property["description"] is not null || (property["oneOf"] as JsonArray)?.Any(choice => choice!["description"] is not null) == true;

    private static bool IsItemOf(string list, (string Path, string Method, JsonObject Operation) read) =>
        read.Method == "get" && read.Path.StartsWith(list + "/{", StringComparison.Ordinal) && read.Path.LastIndexOf('/') == list.Length;

    private static string FillPath(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "acme" : part));

    private static string Query(JsonObject operation)
    {
        var query = new StringBuilder();
        foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? [])
        {
            if (parameter!["in"]!.GetValue<string>() != "query" || parameter["name"]!.GetValue<string>() is "format")
            {
                continue;
            }

            JsonNode schema = parameter["schema"]!;
            JsonNode of = schema["items"] ?? schema;
            string value = of["enum"]?[0]?.GetValue<string>()
                ?? (of["format"]?.GetValue<string>() == "date-time" ? "2026-11-01T00:00:00Z" : of["maximum"] is not null ? "5" : of["type"]!.ToJsonString().Contains("boolean", StringComparison.Ordinal) ? "true" : "x1");
            _ = query.Append(query.Length == 0 ? '?' : '&').Append(parameter["name"]!.GetValue<string>()).Append('=').Append(value);
        }

        return query.ToString();
    }

    private Task<string> ReadTextAsync() => api.Http.GetStringAsync("/api/v1/openapi.json");

    private async Task<ApiDescription> ReadAsync() => new(JsonNode.Parse(await ReadTextAsync())!.AsObject());
}
