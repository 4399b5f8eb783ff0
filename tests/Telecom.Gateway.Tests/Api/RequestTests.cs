using System.Net;
using System.Text.Json;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
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

    [Fact]
    public async Task A_services_violations_have_the_callers_names()
    {
        api.Answers.On<OpenCaseRequest>(_ => throw RpcFailure.Invalid(
        [
            new FieldViolation("parent", "p", "MALFORMED_NAME"),
            new FieldViolation("case.reported_at_us", "r", "OUT_OF_RANGE"),
            new FieldViolation("case.links[1]", "l", "MALFORMED_NAME"),
            new FieldViolation("request_id", "u", "NOT_A_UUID"),
        ]));
        JsonElement problem = await api.FailAsync(
            400, HttpMethod.Post, "/api/v1/customers/acme/cases", """{"subscription":"s","title":"t"}""");
        Assert.Equal(
            ["customer MALFORMED_NAME", "reportedAt OUT_OF_RANGE", "links[1] MALFORMED_NAME", "Idempotency-Key NOT_A_UUID"], ApiFixture.ViolationsOf(problem));
        Assert.Contains("reportedAt: r", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("_us", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_says_whose_it_is()
    {
        api.Answers.On<ListCircuitsRequest>(_ => throw RpcFailure.QuotaExceeded("customers/acme", "10 requests a second", TimeSpan.FromSeconds(2)));
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, Circuits);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        JsonElement problem = await ApiFixture.ProblemOfAsync(response);
        Assert.Equal(2, problem.GetProperty("retryAfterSeconds").GetDouble());
        Assert.Equal("customers/acme", problem.GetProperty("quotas")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_read_that_fails_is_tried_again_and_a_write_without_a_request_id_is_not()
    {
        int reads = 0;
        int writes = 0;
        int repeated = 0;
        api.Answers.On<ListCircuitsRequest>(_ => Interlocked.Increment(ref reads) < 3 ? throw Away() : new ListCircuitsResponse());
        api.Answers.On<CreateCircuitRequest>(_ => Interlocked.Increment(ref writes) < 3 ? throw Away() : new CreateCircuitResponse());
        api.Answers.On<FileClaimRequest>(_ => Interlocked.Increment(ref repeated) < 3 ? throw Away() : new FileClaimResponse { Claim = new Claim() });
        using HttpResponseMessage read = await api.SendAsync(HttpMethod.Get, Circuits);
        Assert.Equal((HttpStatusCode.OK, 3), (read.StatusCode, reads));
        _ = await api.FailAsync(503, HttpMethod.Post, Circuits, Circuit);
        Assert.Equal(1, writes);
        using HttpResponseMessage claim = await api.SendAsync(HttpMethod.Post, "/api/v1/customers/acme/claims", """{"subscription":"s"}""");
        Assert.Equal((HttpStatusCode.Created, 3), (claim.StatusCode, repeated));
        Assert.Single(api.Answers.Requests.OfType<FileClaimRequest>().Select(request => request.RequestId).Distinct());

        static RpcFailure Away() => RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "busy", TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_call_is_not_tried_for_ever()
    {
        int reads = 0;
        api.Answers.On<ListCircuitsRequest>(_ => Interlocked.Increment(ref reads) > 0 ? throw new RpcException(new Status(StatusCode.Unavailable, "gone")) : null!);
        _ = await api.FailAsync(503, HttpMethod.Get, Circuits);
        Assert.Equal(3, reads);
    }
}
