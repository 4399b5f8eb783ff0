using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Identity;

public sealed class GrpcIdentityTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly ListStatusesRequest Acme = new() { Parent = "customers/acme" };

    private SlaService.SlaServiceClient Sla => new(gateway.Channel);

    [Fact]
    public async Task A_good_key_becomes_a_token_that_the_service_believes()
    {
        ListStatusesResponse response = await Sla.ListStatusesAsync(Acme, GatewayFixture.With(gateway.ViewerSecret));
        Assert.Single(response.Statuses);
        Assert.Equal(StatusCode.NotFound, (await FailAsync(GatewayFixture.With(gateway.ViewerSecret), "customers/globex")).StatusCode);
        Assert.Single((await Sla.ListStatusesAsync(new ListStatusesRequest { Parent = "customers/globex" }, GatewayFixture.With(gateway.SupportSecret))).Statuses);
        Assert.Equal(StatusCode.PermissionDenied, (await FailAsync(GatewayFixture.With(gateway.AgentSecret))).StatusCode);
    }

    public static TheoryData<string, string?[]> Refused() => new()
    {
        { "no key", [] },
        { "empty", [""] },
        { "no scheme", ["tsk_abc123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] },
        { "basic", ["Basic dXNlcjpwYXNz"] },
        { "unknown key", ["Bearer " + TestKeys.NewSecret("unknown00000")] },
        { "not a key", ["Bearer hello"] },
        { "a token signed by nobody", ["Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZXMiOlsiUk9MRV9BRE1JTiJdfQ."] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Without_a_valid_key_the_call_is_unauthenticated_with_details(string what, string?[] authorization)
    {
        var headers = new Metadata();
        foreach (string? value in authorization)
        {
            headers.Add("authorization", value ?? "");
        }

        RpcException refused = await FailAsync(new CallOptions(headers));
        Assert.True(StatusCode.Unauthenticated == refused.StatusCode, what);
        Assert.Equal("UNAUTHENTICATED", RpcErrorDetails.ReasonOf(refused));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RequestInfo>(refused));
    }

    [Fact]
    public async Task Two_identities_on_one_call_are_none()
    {
        var headers = new Metadata { { "authorization", $"Bearer {gateway.ViewerSecret}" }, { "authorization", $"Bearer {gateway.SupportSecret}" } };
        Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(new CallOptions(headers))).StatusCode);
    }

    [Fact]
    public async Task A_token_that_the_client_brings_along_is_no_identity_even_when_it_is_genuine()
    {
        string directory = Path.Combine(gateway.DataFolder, "identity");
        var admin = new Caller("Mallory", null, new HashSet<Role> { Role.Admin }, null);
        var service = new Caller("sla", null, new HashSet<Role> { Role.Service }, null);
        foreach (string token in new[]
        {
            IdentityKeys.OpenIssuer(directory, ServiceNames.Gateway).Issue(admin, TimeSpan.FromMinutes(5)),
            IdentityKeys.OpenIssuer(directory, ServiceNames.Sla).Issue(service, TimeSpan.FromMinutes(5)),
        })
        {
            var headers = new Metadata { { "authorization", $"Bearer {token}" } };
            Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(new CallOptions(headers))).StatusCode);
        }
    }

    [Fact]
    public async Task Headers_that_pretend_an_identity_go_no_further()
    {
        var headers = new Metadata
        {
            { "authorization", $"Bearer {gateway.AgentSecret}" },
            { "x-telecom-customer", "globex" },
            { "x-telecom-roles", "ROLE_ADMIN" },
            { "x-forwarded-user", "root" },
            { "x-remote-user", "root" },
            { "cookie", "session=1" },
            { "x-own", "stays" },
        };
        CallInvoker invoker = gateway.Channel.CreateCallInvoker();
        Assert.Equal("hi", await invoker.AsyncUnaryCall(EchoMethods.Unary, null, new CallOptions(headers), "hi"));

        Metadata seen = gateway.Log.Headers;
        Assert.Equal("stays", seen.GetValue("x-own"));
        Assert.DoesNotContain(seen, entry => entry.Key.StartsWith("x-telecom-", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, entry => entry.Key is "x-forwarded-user" or "x-remote-user" or "cookie");
        Metadata.Entry authorization = Assert.Single(seen, entry => entry.Key == "authorization");
        Assert.DoesNotContain("tsk_", authorization.Value, StringComparison.Ordinal);
        Assert.Equal(3, authorization.Value["Bearer ".Length..].Split('.').Length);
    }

    [Fact]
    public async Task A_revoked_key_stops_working_when_it_is_forgotten_and_a_bad_one_is_asked_for_once()
    {
        string secret = gateway.Directory_.Add("revoked00000", "customers/acme/keys/revoked00000", "Rita", Role.CustomerViewer);
        _ = await Sla.ListStatusesAsync(Acme, GatewayFixture.With(secret));
        int asked = gateway.Directory_.Questions;
        _ = await Sla.ListStatusesAsync(Acme, GatewayFixture.With(secret));
        Assert.Equal(asked, gateway.Directory_.Questions);

        gateway.Directory_.Remove(secret);
        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(GatewayFixture.With(secret))).StatusCode);
        Assert.Equal(asked + 1, gateway.Directory_.Questions);
        Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(GatewayFixture.With(secret))).StatusCode);
        Assert.Equal(asked + 1, gateway.Directory_.Questions);
    }

    [Fact]
    public async Task A_key_that_expires_is_not_remembered_beyond_its_end()
    {
        long end = (gateway.Clock.GetUtcNow() + TimeSpan.FromSeconds(10) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        string secret = gateway.Directory_.Add(
            "expiring0000", "customers/acme/keys/expiring0000", "Ella", Role.CustomerViewer, key => key.ExpireTimeUs = end);
        _ = await Sla.ListStatusesAsync(Acme, GatewayFixture.With(secret));
        gateway.Directory_.Remove(secret);
        gateway.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(GatewayFixture.With(secret))).StatusCode);
    }

    [Fact]
    public async Task Many_calls_with_one_new_key_ask_the_catalogue_once()
    {
        string secret = gateway.Directory_.Add("shared000000", "customers/acme/keys/shared000000", "Sid", Role.CustomerViewer);
        int asked = gateway.Directory_.Questions;
        gateway.Directory_.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ListStatusesResponse>[] calls = [.. Enumerable.Range(0, 20).Select(_ => Sla.ListStatusesAsync(Acme, GatewayFixture.With(secret)).ResponseAsync)];
        await Eventually.HoldsAsync(() => gateway.Directory_.Questions > asked, "the question is asked");
        gateway.Directory_.Gate.SetResult();
        gateway.Directory_.Gate = null;
        _ = await Task.WhenAll(calls);
        Assert.Equal(asked + 1, gateway.Directory_.Questions);
    }

    private async Task<RpcException> FailAsync(CallOptions options, string parent = "customers/acme") =>
        await Assert.ThrowsAsync<RpcException>(async () => await Sla.ListStatusesAsync(new ListStatusesRequest { Parent = parent }, options));
}
