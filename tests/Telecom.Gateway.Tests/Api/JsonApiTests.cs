using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Api;

public sealed class JsonApiTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway.Address };

    public void Dispose()
    {
        gateway.Sla.Failure = null;
        _http.Dispose();
    }

    [Fact]
    public async Task Customers_are_those_that_the_caller_may_see()
    {
        JsonElement all = await GetAsync("/api/v1/customers", gateway.SupportSecret);
        Assert.Equal(["acme", "globex"], all.GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        JsonElement own = await GetAsync("/api/v1/customers", gateway.ViewerSecret);
        JsonElement acme = Assert.Single(own.GetProperty("customers").EnumerateArray());
        Assert.Equal("customers/acme", acme.GetProperty("name").GetString());
        Assert.Equal("Acme", acme.GetProperty("displayName").GetString());
        Assert.Equal("2025-06-15T15:06:40.000001Z", acme.GetProperty("createdAt").GetString());
        Assert.Equal(JsonValueKind.Null, own.GetProperty("nextPageToken").ValueKind);
        Assert.Equal("more", (await GetAsync("/api/v1/customers?pageSize=1", gateway.SupportSecret)).GetProperty("nextPageToken").GetString());
    }

    [Fact]
    public async Task A_status_is_exact_and_readable()
    {
        JsonElement status = await GetAsync("/api/v1/customers/acme/circuits/north/status?month=2026-11&asOf=2026-11-02T00:00:00%2B01:00", gateway.ViewerSecret);
        Assert.Equal("customers/acme/circuits/north", gateway.Sla.LastRequest?.Name);
        Assert.Equal("2026-11", gateway.Sla.LastRequest?.Month);
        Assert.Equal(1_793_574_000_000_000, gateway.Sla.LastRequest?.AsOfUs);
        Assert.Equal("at_risk", status.GetProperty("state").GetString());
        Assert.Equal("2026-11-01T00:00:00Z", status.GetProperty("period").GetProperty("start").GetString());
        Assert.Equal("2026-11-02T00:00:00.000001Z", status.GetProperty("rated").GetProperty("end").GetString());
        JsonElement availability = status.GetProperty("availability");
        Assert.Equal("99.9900", availability.GetProperty("availabilityPct").GetString());
        Assert.Equal("1440.0000", availability.GetProperty("ratedMinutes").GetString());
        Assert.Equal("1.5000", availability.GetProperty("downtimeMinutes").GetString());
        Assert.Equal("-0.0250", availability.GetProperty("budgetLeftMinutes").GetString());
        Assert.Equal(10m, availability.GetProperty("intervalSeconds").GetDecimal());
        JsonElement latency = status.GetProperty("performance")[0];
        Assert.Equal(("latency", "p95", "us", "41250", "<", "50000", "on_track"), (
            latency.GetProperty("metric").GetString(),
            latency.GetProperty("statistic").GetString(),
            latency.GetProperty("unit").GetString(),
            latency.GetProperty("value").GetString(),
            latency.GetProperty("comparator").GetString(),
            latency.GetProperty("threshold").GetString(),
            latency.GetProperty("state").GetString()));
        JsonElement unmeasured = status.GetProperty("performance")[1];
        Assert.All(["value", "comparator", "threshold", "state"], name => Assert.Equal(JsonValueKind.Null, unmeasured.GetProperty(name).ValueKind));
        Assert.Equal("1.5000", status.GetProperty("outages")[0].GetProperty("durationMinutes").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("newestSampleAt").ValueKind);
    }

    [Fact]
    public async Task Statuses_circuits_and_cases_of_a_customer_are_listed()
    {
        Assert.Single((await GetAsync("/api/v1/customers/acme/status", gateway.ViewerSecret)).GetProperty("statuses").EnumerateArray());
        JsonElement circuit = (await GetAsync("/api/v1/customers/acme/circuits", gateway.ViewerSecret)).GetProperty("circuits")[0];
        Assert.Equal("North", circuit.GetProperty("displayName").GetString());
        JsonElement found = (await GetAsync("/api/v1/customers/acme/cases", gateway.ViewerSecret)).GetProperty("cases")[0];
        Assert.Equal(("c1", "open", "1970-01-01T00:01:00Z"), (
            found.GetProperty("id").GetString(), found.GetProperty("state").GetString(), found.GetProperty("reportedAt").GetString()));
        JsonElement clock = found.GetProperty("clocks")[0];
        Assert.Equal(("respond", "breached", "15.0000", "-0.0167", "1970-01-01T00:16:00Z"), (
            clock.GetProperty("name").GetString(),
            clock.GetProperty("state").GetString(),
            clock.GetProperty("targetMinutes").GetString(),
            clock.GetProperty("remainingMinutes").GetString(),
            clock.GetProperty("dueAt").GetString()));
    }

    [Theory]
    [InlineData("/api/v1/customers/globex/status")]
    [InlineData("/api/v1/customers/globex/circuits/north/status")]
    [InlineData("/api/v1/customers/globex/cases")]
    [InlineData("/api/v1/customers/globex/circuits")]
    public async Task Another_customers_resources_are_not_found(string path)
    {
        (HttpResponseMessage response, JsonElement problem) = await FailAsync(path, gateway.ViewerSecret);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("NOT_FOUND", problem.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("/api/v1/customers/Not%20An%20Id/status", "customer")]
    [InlineData("/api/v1/customers/acme%2F..%2Fglobex/status", "customer")]
    [InlineData("/api/v1/customers/acme/circuits/UP/status", "circuit")]
    [InlineData("/api/v1/customers/acme/status?asOf=yesterday", "asOf")]
    [InlineData("/api/v1/customers/acme/status?asOf=2026-11-02T00:00:00", "asOf")]
    public async Task A_wrong_field_is_named_with_what_is_allowed(string path, string field)
    {
        (HttpResponseMessage response, JsonElement problem) = await FailAsync(path, gateway.SupportSecret);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", problem.GetProperty("reason").GetString());
        JsonElement violation = Assert.Single(problem.GetProperty("violations").EnumerateArray());
        Assert.Equal(field, violation.GetProperty("field").GetString());
        Assert.NotEqual("", violation.GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("/api/v1/customers?pageSize=many", 400)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/nothing", 404)]
    public async Task What_cannot_be_understood_is_a_problem_too(string path, int status)
    {
        (HttpResponseMessage response, _) = await FailAsync(path, gateway.SupportSecret);
        Assert.Equal(status, (int)response.StatusCode);
    }

    public static TheoryData<string, int, string> Failures() => new()
    {
        { "unavailable", 503, "STORE_UNAVAILABLE" },
        { "exhausted", 429, "LIMIT_EXCEEDED" },
        { "precondition", 400, "VERSION_CONFLICT" },
        { "crash", 500, "INTERNAL" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_services_failure_keeps_its_reason(string failure, int status, string reason)
    {
        gateway.Sla.Failure = failure switch
        {
            "unavailable" => RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "busy", TimeSpan.FromMilliseconds(2500)),
            "exhausted" => RpcFailure.ResourceExhausted("too much", TimeSpan.FromSeconds(7)),
            "precondition" => RpcFailure.FailedPrecondition(ErrorReason.VersionConflict, "not so"),
            _ => new InvalidOperationException("a secret of the inside"),
        };
        (HttpResponseMessage response, JsonElement problem) = await FailAsync("/api/v1/customers/acme/status", gateway.ViewerSecret);
        Assert.Equal((status, reason), ((int)response.StatusCode, problem.GetProperty("reason").GetString()));
        Assert.Equal($"urn:telecom-sla:error:{reason}", problem.GetProperty("type").GetString());
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("correlationId").GetString());
        TimeSpan? wait = failure switch { "unavailable" => TimeSpan.FromSeconds(3), "exhausted" => TimeSpan.FromSeconds(7), _ => null };
        Assert.Equal(wait, response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Without_a_key_the_answer_says_how_to_present_one()
    {
        (HttpResponseMessage response, JsonElement problem) = await FailAsync("/api/v1/customers", null);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("UNAUTHENTICATED", problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_agents_key_may_not_read_statuses()
    {
        (HttpResponseMessage response, JsonElement problem) = await FailAsync("/api/v1/customers/acme/status", gateway.AgentSecret);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("PERMISSION_DENIED", problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_backend_that_is_away_is_503_with_a_time_to_come_back()
    {
        await using var own = gateway.Build(new()
        {
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
            ["Services:support:Address"] = "http://127.0.0.1:9",
        });
        await own.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(own.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.SupportSecret);
        using HttpResponseMessage response = await http.GetAsync("/api/v1/customers/acme/cases");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("DEPENDENCY_UNAVAILABLE", problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_callers_correlation_id_is_kept_when_it_is_harmless()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/customers");
        request.Headers.Add("x-correlation-id", "my-id.1");
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("my-id.1", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("correlationId").GetString());
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused()
    {
        using var content = new ByteArrayContent(new byte[70_000]);
        using HttpResponseMessage response = await _http.PostAsync("/api/v1/customers", content);
        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    private async Task<JsonElement> GetAsync(string path, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", secret);
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(HttpResponseMessage Response, JsonElement Problem)> FailAsync(string path, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = secret is null ? null : new("Bearer", secret);
        HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return (response, problem);
    }
}
