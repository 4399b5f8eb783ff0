using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

public sealed class ApiKeyTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeClock _clock = new();

    private string AdminKeyPath => Path.Combine(_scratch.Directory, "catalog", "admin.key");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Each_kind_of_key_is_created_and_verified()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.TenantAsync("acme");
        CreateApiKeyResponse[] keys =
        [
            await run.KeyAsync("customers/acme/keys/probe", "customers/acme/agents/a1", 0, Role.Agent),
            await run.KeyAsync("customers/acme/keys/jo", "Jo Miller", 0, Role.CustomerViewer, Role.CustomerAdmin),
            await run.KeyAsync("provider/keys/sue", "Sue", 0, Role.Support, Role.Billing),
        ];
        Assert.Equal(3, keys.Select(k => k.Secret).Distinct().Count());
        foreach (CreateApiKeyResponse key in keys)
        {
            Assert.Matches("^tsk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$", key.Secret);
            Assert.Equal(key.ApiKey, (await run.Directory.VerifyApiKeyAsync(Secrets.Request(key.Secret), run.Service)).ApiKey);
        }
    }

    [Fact]
    public async Task Unknown_wrong_expired_and_revoked_look_the_same()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        await run.CustomerAsync("acme");
        long soon = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10 + 60_000_000;
        string expiring = (await run.KeyAsync("customers/acme/keys/expiring", "Jo", soon, Role.CustomerViewer)).Secret;
        string revoked = (await run.KeyAsync("customers/acme/keys/revoked", "Jo", 0, Role.CustomerViewer)).Secret;
        string good = (await run.KeyAsync("customers/acme/keys/good", "Jo", 0, Role.CustomerViewer)).Secret;

        Assert.NotNull(await VerifyAsync(run, Secrets.Request(expiring)));
        Assert.NotNull(await VerifyAsync(run, Secrets.Request(revoked)));
        await run.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/revoked" }, run.Admin);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await VerifyAsync(run, Secrets.Request(expiring)));
        _clock.Advance(TimeSpan.FromSeconds(1));

        VerifyApiKeyRequest unknown = Secrets.Request("tsk_000000000000_" + good.Split('_', 3)[2]);
        VerifyApiKeyRequest wrong = Secrets.Request(good[..^1] + (good[^1] == 'A' ? 'B' : 'A'));
        VerifyApiKeyRequest zeroHash = new() { KeyId = "000000000000", SecretSha256 = Google.Protobuf.ByteString.CopyFrom(new byte[32]) };
        VerifyApiKeyRequest[] refused = [unknown, wrong, zeroHash, Secrets.Request(expiring), Secrets.Request(revoked), new()];
        HashSet<string> answers = [];
        foreach (VerifyApiKeyRequest request in refused)
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(run, request));
            Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
            answers.Add($"{error.Status} {RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(error)}");
        }

        Assert.Single(answers);
        Assert.NotNull(await VerifyAsync(run, Secrets.Request(good)));
    }

    [Fact]
    public async Task Revoking_is_recorded_once_and_survives_a_restart()
    {
        string secret;
        ApiKey first;
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock))
        {
            await run.CustomerAsync("acme");
            secret = (await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer)).Secret;
            first = (await run.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/k1" }, run.Admin)).ApiKey;
            Assert.NotEqual(0, first.RevokeTimeUs);
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(first, (await run.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/k1" }, run.Admin)).ApiKey);
        }

        await using CatalogRun again = await CatalogRun.StartAsync(_scratch, _clock);
        await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(again, Secrets.Request(secret)));
        Assert.Equal(first, (await again.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/k1" }, again.Admin)).ApiKey);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(
            async () => await again.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/keys/none" }, again.Admin));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_first_admin_key_is_left_in_a_private_file_and_made_once()
    {
        string secret;
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock))
        {
            secret = (await File.ReadAllTextAsync(AdminKeyPath)).Trim();
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AdminKeyPath));
            }

            ApiKey key = (await VerifyAsync(run, Secrets.Request(secret)))!;
            Assert.Equal([Role.Admin], key.Roles);
            Assert.StartsWith("provider/keys/", key.Name, StringComparison.Ordinal);
            Assert.DoesNotContain(run.Logs.Entries, e => e.Text.Contains(secret[^43..], StringComparison.Ordinal));
        }

        await using (CatalogRun again = await CatalogRun.StartAsync(_scratch, _clock))
        {
            Assert.Equal(secret, (await File.ReadAllTextAsync(AdminKeyPath)).Trim());
            ApiKey key = (await VerifyAsync(again, Secrets.Request(secret)))!;
            await again.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = key.Name }, again.Admin);
        }

        // Nobody can administer any more: the next start makes a new key.
        await using CatalogRun third = await CatalogRun.StartAsync(_scratch, _clock);
        string renewed = (await File.ReadAllTextAsync(AdminKeyPath)).Trim();
        Assert.NotEqual(secret, renewed);
        Assert.Equal([Role.Admin], (await VerifyAsync(third, Secrets.Request(renewed)))!.Roles);
        await Assert.ThrowsAsync<RpcException>(() => VerifyAsync(third, Secrets.Request(secret)));
    }

    [Fact]
    public async Task No_secret_is_on_disk_or_in_the_log()
    {
        List<string> secrets = [];
        LogCapture logs = new();
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock, logs: logs))
        {
            await run.CustomerAsync("acme");
            secrets.Add((await run.KeyAsync("customers/acme/keys/k1", "Jo", 0, Role.CustomerViewer)).Secret);
            secrets.Add((await run.KeyAsync("provider/keys/k1", "Sue", 0, Role.Support)).Secret);
        }

        foreach (string file in Directory.EnumerateFiles(_scratch.Directory, "*", SearchOption.AllDirectories).Where(f => f != AdminKeyPath))
        {
            string content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(secrets, s => Assert.DoesNotContain(s[^43..], content, StringComparison.Ordinal));
        }

        Assert.All(secrets, s => Assert.DoesNotContain(logs.Entries, e => e.Text.Contains(s[^43..], StringComparison.Ordinal)));
    }

    private static async Task<ApiKey?> VerifyAsync(CatalogRun run, VerifyApiKeyRequest request) =>
        (await run.Directory.VerifyApiKeyAsync(request, run.Service)).ApiKey;
}
