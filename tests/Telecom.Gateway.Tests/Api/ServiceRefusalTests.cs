using System.Net;
using System.Text.Json;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Api;

/// <summary>What a service refuses, and when it is asked again.</summary>
public sealed class ServiceRefusalTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private const string Circuits = "/api/v1/customers/acme/circuits";
    private const string Circuit = """{"id":"north","displayName":"North","subscription":"customers/acme/subscriptions/main"}""";

    public void Dispose() => api.Answers.Reset();

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
