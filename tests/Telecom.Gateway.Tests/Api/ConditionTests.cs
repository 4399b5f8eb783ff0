using System.Net;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Api;

public sealed class ConditionTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private const string OneCase = "/api/v1/customers/acme/cases/c1";

    public void Dispose() => api.Answers.Reset();

    [Theory]
    [InlineData(OneCase)]
    [InlineData("/api/v1/customers/acme/circuits")]
    [InlineData("/api/v1/customers/acme/circuits/c1/status")]
    [InlineData("/api/v1/contracts/c/document")]
    [InlineData("/api/v1/customers/acme/statements/main/evidence")]
    public async Task Who_has_an_answer_already_is_told_so(string path)
    {
        using HttpResponseMessage first = await api.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        string tag = first.Headers.ETag!.ToString();
        Assert.False(first.Headers.ETag.IsWeak);
        Assert.Equal("no-cache, private", first.Headers.CacheControl?.ToString());
        using HttpResponseMessage again = await api.SendAsync(HttpMethod.Get, path, headers: ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        Assert.Equal(tag, again.Headers.ETag?.ToString());
        using HttpResponseMessage other = await api.SendAsync(HttpMethod.Get, path, headers: ("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task The_tag_of_a_document_is_its_hash()
    {
        api.Answers.On<GetContractRequest>(_ => new GetContractResponse
        {
            Contract = new Contract { Document = ByteString.CopyFromUtf8("id: c\n"), DocumentSha256 = ByteString.CopyFrom(1, 2, 255) },
        });
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, "/api/v1/contracts/c/document");
        Assert.Equal("\"0102ff\"", response.Headers.ETag?.ToString());
        Assert.Equal(("application/yaml", "id: c\n"), (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_clock_that_has_run_makes_another_answer_of_the_same_case()
    {
        long remaining = 60_000_000;
        api.Answers.On<GetCaseRequest>(_ => new GetCaseResponse
        {
            Case = new Case { Name = "customers/acme/cases/c1", Etag = "7", Clocks = { new Clock { Name = "respond", RemainingUs = remaining } } },
        });
        string tag = await TagAsync();
        remaining -= 1_000_000;
        using HttpResponseMessage later = await api.SendAsync(HttpMethod.Get, OneCase, headers: ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.StartsWith("\"7.", tag, StringComparison.Ordinal);
        Assert.StartsWith("\"7.", later.Headers.ETag?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_match_is_the_etag_of_the_request()
    {
        string tag = await TagAsync();
        (await api.SendAsync(HttpMethod.Patch, OneCase, """{"title":"t"}""", headers: ("If-Match", tag))).Dispose();
        Assert.Equal("5", api.Answers.Last<UpdateCaseRequest>().Case.Etag);
        (await api.SendAsync(HttpMethod.Post, $"{OneCase}/close", "{}", headers: ("If-Match", tag))).Dispose();
        Assert.Equal("5", api.Answers.Last<ChangeCaseRequest>().Etag);
        (await api.SendAsync(HttpMethod.Post, $"{OneCase}/close", "{}", headers: ("If-Match", "*"))).Dispose();
        Assert.Equal("", api.Answers.Last<ChangeCaseRequest>().Etag);
    }

    [Fact]
    public async Task A_resource_that_has_changed_is_412_with_a_condition_and_409_without()
    {
        api.Answers.On<UpdateCaseRequest>(_ => throw RpcFailure.Aborted(ErrorReason.VersionConflict, "it has the etag 6"));
        Assert.Equal("VERSION_CONFLICT", (await api.FailAsync(412, HttpMethod.Patch, OneCase, """{"title":"t"}""", headers: ("If-Match", "\"5\""))).GetProperty("reason").GetString());
        _ = await api.FailAsync(409, HttpMethod.Patch, OneCase, """{"title":"t"}""");
    }

    [Theory]
    [InlineData("W/\"5\"")]
    [InlineData("\"5\", \"6\"")]
    [InlineData("5")]
    [InlineData("\"\"")]
    [InlineData("\".\"")]
    [InlineData("\".0102ff\"")]
    public async Task A_condition_that_is_not_one_strong_tag_is_refused(string tag)
    {
        System.Text.Json.JsonElement problem = await api.FailAsync(400, HttpMethod.Patch, OneCase, """{"title":"t"}""", headers: ("If-Match", tag));
        Assert.Equal("If-Match MALFORMED_VALUE", Assert.Single(ApiFixture.ViolationsOf(problem)));
        Assert.Empty(api.Answers.Requests);
    }

    [Fact]
    public async Task A_condition_that_would_not_be_looked_at_is_refused()
    {
        System.Text.Json.JsonElement problem = await api.FailAsync(
            400, HttpMethod.Post, "/api/v1/customers/acme/agents/a1/disable", headers: ("If-Match", "\"5\""));
        Assert.Equal("If-Match NOT_ALLOWED", Assert.Single(ApiFixture.ViolationsOf(problem)));
        Assert.Empty(api.Answers.Requests);
    }

    [Fact]
    public async Task The_next_page_is_linked_with_all_that_was_asked_for()
    {
        api.Answers.On<ListCasesRequest>(_ => new ListCasesResponse { NextPageToken = "t&2" });
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, "/api/v1/customers/acme/cases?states=open&states=held&pageSize=1&pageToken=t1");
        Assert.Equal(
            "</api/v1/customers/acme/cases?states=open&states=held&pageSize=1&pageToken=t%262>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        api.Answers.On<ListCasesRequest>(_ => new ListCasesResponse());
        using HttpResponseMessage last = await api.SendAsync(HttpMethod.Get, "/api/v1/customers/acme/cases");
        Assert.False(last.Headers.Contains("Link"));
    }

    private async Task<string> TagAsync()
    {
        using HttpResponseMessage response = await api.SendAsync(HttpMethod.Get, OneCase);
        return response.Headers.ETag!.ToString();
    }
}
