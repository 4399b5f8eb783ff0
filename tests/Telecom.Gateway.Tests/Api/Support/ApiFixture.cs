using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Api;

/// <summary>A real gateway before fake services that have every method, with the suite's own access rules.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-api-").FullName;
    private readonly List<WebApplication> _apps = [];
    private readonly FakeDirectory _directory = new();
    private readonly Dictionary<string, string?> _addresses = [];

    internal FakeAnswers Answers { get; } = new();

    internal WebApplication Gateway { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal string AdminSecret { get; private set; } = "";

    internal string ViewerSecret { get; private set; } = "";

    public async Task InitializeAsync()
    {
        IdentityKeys.EnsureDevelopmentKeys(Path.Combine(_folder, "identity"));
        AdminSecret = _directory.Add("admin0000000", "provider/keys/admin0000000", "Ada", Role.Admin, key => key.Roles.Add([Role.Support, Role.Billing]));
        ViewerSecret = _directory.Add("viewer000000", "customers/acme/keys/viewer000000", "Vera", Role.CustomerViewer);
        await StartAsync(ServiceNames.Catalog, app =>
        {
            _ = app.MapGrpcService<FakeDirectory>();
            _ = app.MapGrpcService<EmptyCatalog>();
        });
        await StartAsync(ServiceNames.Sla, app =>
        {
            _ = app.MapGrpcService<EmptySla>();
            _ = app.MapGrpcService<EmptyStatements>();
            _ = app.MapGrpcService<EmptyOutages>();
            _ = app.MapGrpcService<EmptyLedger>();
        });
        await StartAsync(ServiceNames.Support, app =>
        {
            _ = app.MapGrpcService<EmptySupport>();
            _ = app.MapGrpcService<EmptyWebhooks>();
        });
        Gateway = await StartGatewayAsync([]);
        Http = ClientOf(Gateway);
    }

    /// <summary>A gateway with other settings.</summary>
    internal async Task<WebApplication> StartGatewayAsync(Dictionary<string, string?> settings)
    {
        var all = new Dictionary<string, string?>(_addresses)
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = _folder,
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
            ["Logging:LogLevel:Grpc"] = "None",
            ["Services:catalog:Deadline"] = "00:05:00",
            ["Gateway:Backends:CallDeadline"] = "00:01:00",
        };
        foreach ((string key, string? value) in settings)
        {
            all[key] = value;
        }

        WebApplication gateway = GatewayHost.Build(["--environment", "Development"], all, null);
        await gateway.StartAsync();
        _apps.Add(gateway);
        return gateway;
    }

    /// <summary>A client of a gateway, with the key of an administrator.</summary>
    internal HttpClient ClientOf(WebApplication gateway)
    {
        var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First(url => url.StartsWith("http://", StringComparison.Ordinal))) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminSecret);
        return http;
    }

    /// <summary>Sends a request; a body is JSON as it stands.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type.Length > 0)
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }
        }

        foreach ((string name, string value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Sends a request that must fail, and reads its problem, which has what all have.</summary>
    internal async Task<JsonElement> FailAsync(
        int status, HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body, type, headers);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        return await ProblemOfAsync(response);
    }

    /// <summary>The problem of a response.</summary>
    internal static async Task<JsonElement> ProblemOfAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.Equal($"urn:telecom-sla:error:{problem.GetProperty("reason").GetString()}", problem.GetProperty("type").GetString());
        Assert.NotEqual("", problem.GetProperty("correlationId").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        return problem;
    }

    /// <summary>Field and reason of each violation.</summary>
    internal static IEnumerable<string> ViolationsOf(JsonElement problem) =>
        problem.GetProperty("violations").EnumerateArray().Select(one => $"{one.GetProperty("field").GetString()} {one.GetProperty("reason").GetString()}");

    public async Task DisposeAsync()
    {
        Http.Dispose();
        foreach (WebApplication app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(string service, Action<WebApplication> map)
    {
        WebApplication app = await Backend.StartSuiteAsync(
            service,
            _folder,
            services => services.AddSingleton(Answers).AddSingleton(_directory).AddSingleton<FakeInterceptor>()
                .Configure<GrpcServiceOptions>(options => options.Interceptors.Add<FakeInterceptor>()),
            map);
        _apps.Add(app);
        _addresses[$"Services:{service}:Address"] = app.Urls.Single();
    }
}
