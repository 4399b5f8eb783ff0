using System.Net;
using System.Text.Json;
using Telecom.Catalog.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Api;

public sealed class RequestTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private const string Circuits = "/api/v1/customers/acme/circuits";
    private const string Circuit = """{"id":"north","displayName":"North","subscription":"customers/acme/subscriptions/main"}""";

    public void Dispose() => api.Answers.Reset();

    [Fact]
    public async Task What_is_created_has_a_place_and_says_where()
    {
        api.Answers.On<CreateCircuitRequest>(request => new CreateCircuitResponse { Circuit = new Circuit(request.Circuit) { CreateTimeUs = 1 } });
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Post, Circuits, Circuit);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/api/v1/customers/acme/circuits/north", response.Headers.Location?.OriginalString);
        CreateCircuitRequest sent = api.Answers.Last<CreateCircuitRequest>();
        Assert.Equal(("customers/acme/circuits/north", "North", ""), (sent.Circuit.Name, sent.Circuit.DisplayName, sent.Circuit.Region));
    }

    [Fact]
    public async Task A_webhook_that_is_ended_has_nothing_to_say()
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Delete, "/api/v1/customers/acme/webhooks/w1");
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("customers/acme/webhooks/w1", api.Answers.Last<DeleteWebhookRequest>().Name);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_body_is_said_at_once_and_nothing_is_called()
    {
        JsonElement problem = await api.FailAsync(
            400, HttpMethod.Post, "/api/v1/customers/acme/subscriptions",
            """{"id":7,"contract":"contracts/c","colour":"red","startsAt":"2026-11-01T00:00:00","calendar":{"weekend":["SAT",1],"lunch":true},"readings":{"R1":2}}""");
        Assert.Equal(
            [
                "calendar.lunch UNKNOWN_MEMBER", "calendar.weekend[1] WRONG_TYPE", "colour UNKNOWN_MEMBER", "id WRONG_TYPE", "plan REQUIRED",
                "readings.R1 WRONG_TYPE", "startsAt NOT_AN_INSTANT",
            ],
            ApiFixture.ViolationsOf(problem).Order(StringComparer.Ordinal));
        JsonElement unknown = problem.GetProperty("violations").EnumerateArray().Single(one => one.GetProperty("field").GetString() == "colour");
        Assert.Contains("plan", unknown.GetProperty("allowed").EnumerateArray().Select(name => name.GetString()));
        Assert.Empty(api.Answers.Requests);
    }

    [Fact]
    public async Task A_code_that_is_none_is_told_which_there_are()
    {
        JsonElement problem = await api.FailAsync(
            400, HttpMethod.Post, "/api/v1/customers/acme/cases/c1/wait", """{"waitingOn":"weather","question":"?"}""");
        JsonElement wrong = Assert.Single(problem.GetProperty("violations").EnumerateArray());
        Assert.Equal(("waitingOn", "weather"), (wrong.GetProperty("field").GetString(), wrong.GetProperty("value").GetString()));
        Assert.Equal(["customer", "supplier"], wrong.GetProperty("allowed").EnumerateArray().Select(code => code.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":\"a\",}")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        JsonElement problem = await api.FailAsync(400, HttpMethod.Post, Circuits, body);
        Assert.Equal("$", Assert.Single(problem.GetProperty("violations").EnumerateArray()).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{\"id\":\"\\udc00\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":{\"\\ud800\":1,\"\\ud800\":2}}")]
    public async Task Half_a_character_is_no_text(string body)
    {
        JsonElement problem = await api.FailAsync(400, HttpMethod.Post, Circuits, body);
        Assert.Equal("$ MALFORMED_JSON", Assert.Single(ApiFixture.ViolationsOf(problem)));
    }

    [Theory]
    [InlineData("{\"id\":\"#\"}")]
    [InlineData("{\"#\":1}")]
    public async Task Bytes_that_are_no_utf_8_are_no_text(string body)
    {
        byte[] bytes = [.. body.Select(c => c == '#' ? (byte)0xff : (byte)c)];
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage response = await api.Http.PostAsync(new Uri(Circuits, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("$ MALFORMED_JSON", Assert.Single(ApiFixture.ViolationsOf(await ApiFixture.ProblemOfAsync(response))));
    }

    [Fact]
    public async Task A_whole_character_may_be_escaped()
    {
        api.Answers.On<CreateCircuitRequest>(request => new CreateCircuitResponse { Circuit = request.Circuit });
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Post, Circuits, Circuit.Replace("North", "\\ud83d\\ude00", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\U0001F600", api.Answers.Last<CreateCircuitRequest>().Circuit.DisplayName);
    }

    [Theory]
    [InlineData("/api/v1/customers/acme/keys", """{"id":"k1","subject":"Kim","roles":["customer_viewer"]}""")]
    [InlineData("/api/v1/customers/acme/webhooks", """{"id":"w1","url":"https://example.com/"}""")]
    public async Task What_has_no_place_of_its_own_does_not_say_where(string path, string body)
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Post, path, body);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task A_request_that_ends_early_has_the_headers_that_every_answer_has()
    {
        using var content = new ByteArrayContent("this is no gzip at all"u8.ToArray())
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        };
        using HttpResponseMessage response = await api.Http.PostAsync(new Uri(Circuits, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Broken_json_is_said_with_its_line()
    {
        JsonElement problem = await api.FailAsync(400, HttpMethod.Post, Circuits, "{\n\"id\": nonsense}");
        Assert.Contains("line 2", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("")]
    public async Task Another_media_type_is_415_with_what_is_supported(string type)
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Post, Circuits, Circuit, type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/json", Assert.Single(response.Headers.GetValues("Accept-Post")));
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (await ApiFixture.ProblemOfAsync(response)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        string body = Circuit.Replace("North", new string('N', 70_000), StringComparison.Ordinal);
        Assert.Equal("LIMIT_EXCEEDED", (await api.FailAsync(413, HttpMethod.Post, Circuits, body)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_document_may_be_larger()
    {
        string evidence = $$"""{"plan":"{{new string('p', 900_000)}}"}""";
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Post, "/api/v1/contracts/c/rate?plan=gold", evidence);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((evidence, "gold"), (api.Answers.Last<RateRequest>().Evidence, api.Answers.Last<RateRequest>().Plan));
    }

    [Fact]
    public async Task Query_parameters_that_are_not_known_are_refused_with_those_that_are()
    {
        JsonElement problem = await api.FailAsync(
            400, HttpMethod.Get, "/api/v1/customers/acme/cases?state=open&PageToken=2&pageSize=0&states=sleeping&dueBefore=soon&circuit=a&circuit=b");
        Assert.Equal(
            [
                "PageToken UNKNOWN_PARAMETER", "circuit REPEATED_PARAMETER", "dueBefore MALFORMED_VALUE", "pageSize MALFORMED_VALUE", "state UNKNOWN_PARAMETER",
                "states NOT_ALLOWED",
            ],
            ApiFixture.ViolationsOf(problem).Order(StringComparer.Ordinal));
        Assert.Contains("allowed are states, severities", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(api.Answers.Requests);
    }

    [Fact]
    public async Task Parameters_reach_the_service_as_it_wants_them()
    {
        using HttpResponseMessage cases = await api.SendAsync(
            HttpMethod.Get, "/api/v1/customers/-/cases?states=open&states=in_progress&severities=1&dueBefore=2026-11-01T01:00:00%2B01:00&pageSize=3&pageToken=t");
        Assert.Equal(HttpStatusCode.OK, cases.StatusCode);
        ListCasesRequest sent = api.Answers.Last<ListCasesRequest>();
        Assert.Equal(("customers/-", 1_793_491_200_000_000, 3, "t"), (sent.Parent, sent.DueBeforeUs, sent.PageSize, sent.PageToken));
        Assert.Equal([CaseState.Open, CaseState.InProgress], sent.States);
        Assert.Equal("1", Assert.Single(sent.Severities));
    }

    [Theory]
    [InlineData("from=2026-11-01T00:00:00Z", "to")]
    [InlineData("to=2026-11-01T00:00:00Z", "from")]
    public async Task A_range_needs_both_ends(string query, string missing)
    {
        JsonElement problem = await api.FailAsync(400, HttpMethod.Get, $"/api/v1/customers/acme/outages?{query}");
        Assert.Equal($"{missing} REQUIRED", Assert.Single(ApiFixture.ViolationsOf(problem)));
    }

    [Fact]
    public async Task Another_method_is_405_with_those_that_there_are()
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Delete, Circuits);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
        Assert.Equal("METHOD_NOT_ALLOWED", (await ApiFixture.ProblemOfAsync(response)).GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/customers/acme/nothing.txt")]
    [InlineData("/api/v1")]
    public async Task A_path_that_is_none_is_404(string path) =>
        Assert.Equal("NOT_FOUND", (await api.FailAsync(404, HttpMethod.Get, path)).GetProperty("reason").GetString());

    [Fact]
    public async Task What_the_caller_cannot_take_is_406_with_what_there_is()
    {
        JsonElement problem = await api.FailAsync(406, HttpMethod.Get, Circuits, headers: ("Accept", "text/html, application/json;q=0"));
        Assert.Contains("text/csv", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(api.Answers.Requests);
    }

    [Fact]
    public async Task A_change_is_made_of_the_members_that_were_sent()
    {
        using HttpResponseMessage response = await api.SendAsync(
            HttpMethod.Patch, "/api/v1/customers/acme/cases/c1", """{"description":"new","circuit":null}""", "application/merge-patch+json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        UpdateCaseRequest sent = api.Answers.Last<UpdateCaseRequest>();
        Assert.Equal(["circuit", "description"], sent.UpdateMask.Paths.Order());
        Assert.Equal(("customers/acme/cases/c1", "new", ""), (sent.Case.Name, sent.Case.Description, sent.Case.Circuit));
    }

    [Fact]
    public async Task The_idempotency_key_is_the_request_id_and_one_is_made_when_there_is_none()
    {
        const string Path = "/api/v1/customers/acme/cases/c1/resolve";
        const string Body = """{"resolution":"a cable was replaced"}""";
        (await api.SendAsync(HttpMethod.Post, Path, Body, headers: ("Idempotency-Key", "0f8fad5b-d9cb-469f-a165-70867728950e"))).Dispose();
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", api.Answers.Last<ChangeCaseRequest>().RequestId);
        Assert.Equal("a cable was replaced", api.Answers.Last<ChangeCaseRequest>().Change.Resolve.Resolution);
        (await api.SendAsync(HttpMethod.Post, Path, Body)).Dispose();
        Assert.True(Guid.TryParse(api.Answers.Last<ChangeCaseRequest>().RequestId, out Guid made) && made != Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
    }
}
