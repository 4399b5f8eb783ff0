using Google.Protobuf;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class ApiKeyListTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Keys_are_listed_by_owner_page_by_page_revoked_and_expired_ones_too()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.CustomerAsync("acme");
        await run.CustomerAsync("beta");
        long soon = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10 + 1_000_000;
        await run.KeyAsync("customers/acme/keys/k1", "Jo", soon, Role.CustomerViewer);
        await run.KeyAsync("customers/acme/keys/k2", "Jo", 0, Role.CustomerAdmin);
        await run.KeyAsync("customers/acme/keys/k3", "Jo", 0, Role.CustomerViewer);
        await run.KeyAsync("customers/beta/keys/k1", "Bo", 0, Role.CustomerViewer);
        await run.KeyAsync("provider/keys/sue", "Sue", 0, Role.Support);
        ApiKey revoked = (await run.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/k2" }, run.Admin)).ApiKey;
        _clock.Advance(TimeSpan.FromSeconds(2));

        ListApiKeysResponse first = await ListAsync(run, "customers/acme", 2);
        Assert.Equal(["customers/acme/keys/k1", "customers/acme/keys/k2"], first.ApiKeys.Select(k => k.Name));
        Assert.Equal(revoked, first.ApiKeys[1]);
        Assert.Equal(soon, first.ApiKeys[0].ExpireTimeUs);
        ListApiKeysResponse second = await ListAsync(run, "customers/acme", 2, first.NextPageToken);
        Assert.Equal("customers/acme/keys/k3", Assert.Single(second.ApiKeys).Name);
        Assert.Equal("", second.NextPageToken);

        ListApiKeysResponse provider = await ListAsync(run, "provider");
        Assert.Equal(2, provider.ApiKeys.Count);
        Assert.All(provider.ApiKeys, key => Assert.StartsWith("provider/keys/", key.Name, StringComparison.Ordinal));
        Assert.Empty((await ListAsync(run, "customers/nobody")).ApiKeys);
    }

    [Fact]
    public async Task A_list_never_has_a_secret_or_its_hash()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.CustomerAsync("acme");
        string secret = (await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer)).Secret;
        byte[] answer = (await ListAsync(run, "customers/acme")).ToByteArray();
        Assert.Equal(-1, answer.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[^43..])));
        Assert.Equal(-1, answer.AsSpan().IndexOf(Secrets.Request(secret).SecretSha256.Span));
        Assert.Equal(-1, answer.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Secrets.Request(secret).KeyId)));
    }

    [Fact]
    public async Task Only_an_admin_lists_keys_and_every_wrong_parent_is_refused()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.CustomerAsync("acme");
        foreach (Metadata caller in new[] { run.AsCustomer("acme"), run.As(new Caller("Sue", null, new HashSet<Role> { Role.Support }, null)), run.Service })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(
                async () => await run.Catalog.ListApiKeysAsync(new ListApiKeysRequest { Parent = "customers/acme" }, caller));
            Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        }

        foreach (string parent in new[] { "", "providers", "provider/", "customers/acme/keys", "customers/" })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ListAsync(run, parent));
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
            Assert.Equal("parent", Assert.Single(RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations).Field);
        }

        await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer);
        await run.KeyAsync("customers/acme/keys/k2", "Jo", 0, Role.CustomerViewer);
        string token = (await ListAsync(run, "customers/acme", 1)).NextPageToken;
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => ListAsync(run, "provider", 1, token))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => ListAsync(run, "customers/acme", 1001))).StatusCode);
    }

    private static async Task<ListApiKeysResponse> ListAsync(CatalogRun run, string parent, int size = 0, string token = "") =>
        await run.Catalog.ListApiKeysAsync(new ListApiKeysRequest { Parent = parent, PageSize = size, PageToken = token }, run.Admin);
}
