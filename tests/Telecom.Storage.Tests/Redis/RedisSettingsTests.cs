using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Redis;

/// <summary>What is looked at before anything is stored.</summary>
public sealed class RedisSettingsTests
{
    [Fact]
    public void All_violations_are_told_at_once_and_the_password_is_not()
    {
        RedisStoreOptions options = new()
        {
            Endpoints = { "nowhere" },
            Password = "secret",
            Prefix = "a b",
            Partitions = 0,
            CallDeadline = TimeSpan.Zero,
            ReplicaAcknowledgements = 1,
            GroupBytes = 1,
        };
        IReadOnlyList<string> errors = new StoreOptions { Engine = "Redis", Redis = options }.Validate();
        Assert.Equal(
            [
                "Store:Redis:Endpoints: 'nowhere' is not allowed; it must be host:port",
                "Store:Redis:Prefix: 'a b' is not allowed; it must be 1 to 32 letters, digits, '-', '_' or '.'",
                "Store:Redis:Partitions: 0 is not allowed; it must be from 1 to 4096",
                "Store:Redis:CallDeadline: 00:00:00 is not allowed; it must be from 00:00:00.0500000 to 00:01:00",
                "Store:Redis:ReplicaTimeout: 00:00:01 is not allowed; it must be less than CallDeadline (00:00:00)",
                "Store:Redis:GroupBytes: 1 is not allowed; it must be from 65536 to 67108864",
            ],
            errors);
        Assert.DoesNotContain(errors, error => error.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(["Store:Redis:Endpoints: 0 is not allowed; it must be from 1 to 64"], new StoreOptions { Engine = "redis" }.Validate());
        Assert.Empty(new StoreOptions().Validate());
        Assert.Equal(["Store:Engine: 'sqlight' is not allowed; it must be sqlite or redis"], new StoreOptions { Engine = "sqlight" }.Validate());
    }

    [RedisFact]
    public async Task A_server_that_may_evict_is_refused()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync("--maxmemory-policy", "allkeys-lru");
        StoreFileException refused = await Assert.ThrowsAsync<StoreFileException>(() => OpenAsync(server));
        Assert.Equal(StoreFileProblem.Unsafe, refused.Problem);
        Assert.Contains("maxmemory-policy 'allkeys-lru'", refused.Message, StringComparison.Ordinal);

        server.Say("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await (await OpenAsync(server)).DisposeAsync();
    }

    [RedisFact]
    public async Task The_promise_is_read_from_the_servers_settings()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        await using (RedisSampleLog log = await OpenAsync(server))
        {
            Assert.Equal(LogDurability.Fsynced, log.Durability);
        }

        server.Say("CONFIG", "SET", "appendfsync", "everysec");
        await using (RedisSampleLog log = await OpenAsync(server))
        {
            Assert.Equal(LogDurability.Relaxed, log.Durability);
        }

        await using (RedisSampleLog log = await OpenAsync(server, options => options.ReplicaAcknowledgements = 1))
        {
            Assert.Equal(LogDurability.Replicated, log.Durability);
        }

        server.Say("CONFIG", "SET", "appendfsync", "always");
        server.Say("CONFIG", "SET", "appendonly", "no");
        await using (RedisSampleLog log = await OpenAsync(server))
        {
            Assert.Equal(LogDurability.Relaxed, log.Durability);
        }
    }

    [RedisFact]
    public async Task A_server_that_hides_its_settings_is_refused_unless_they_are_stated()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync("--rename-command", "CONFIG", "");
        StoreFileException refused = await Assert.ThrowsAsync<StoreFileException>(() => OpenAsync(server));
        Assert.Equal(StoreFileProblem.Unsafe, refused.Problem);

        await using RedisSampleLog log = await OpenAsync(server, options => options.StatedDurability = LogDurability.Fsynced);
        Assert.Equal(LogDurability.Fsynced, log.Durability);
        Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Batch(Lane(), 1), CancellationToken.None)).Outcome);
    }

    [RedisFact]
    public async Task Another_number_of_partitions_is_refused()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        await (await OpenAsync(server)).DisposeAsync();
        StoreFileException refused = await Assert.ThrowsAsync<StoreFileException>(() => OpenAsync(server, options => options.Partitions = 9));
        Assert.Equal(StoreFileProblem.Mismatch, refused.Problem);
        Assert.Contains("Partitions: 9", refused.Message, StringComparison.Ordinal);
        await (await OpenAsync(server, options => (options.Partitions, options.Prefix) = (9, "other"))).DisposeAsync();
    }

    [RedisFact]
    public async Task A_password_is_used_and_never_told()
    {
        await using RedisServerProcess server = await RedisServerProcess.StartAsync();
        server.Say("CONFIG", "SET", "requirepass", "right-one");
        StoreUnavailableException refused = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => OpenAsync(server, options => (options.Password, options.Patience) = ("wrong-one", TimeSpan.FromMilliseconds(300))));
        Assert.DoesNotContain("wrong-one", refused.ToString(), StringComparison.Ordinal);
        await (await OpenAsync(server, options => options.Password = "right-one")).DisposeAsync();
    }

    [RedisFact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        RedisStoreOptions options = new() { Endpoints = { $"127.0.0.1:{RedisServerProcess.FreePort()}" }, Patience = TimeSpan.FromMilliseconds(200), ConnectTimeout = TimeSpan.FromMilliseconds(500) };
        StoreUnavailableException away = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => RedisMeasurementStore.OpenAsync(options, NullLogger.Instance, CancellationToken.None));
        Assert.Equal(options.RetryDelay, away.RetryAfter);
    }

    private static Task<RedisSampleLog> OpenAsync(RedisServerProcess server, Action<RedisStoreOptions>? change = null)
    {
        RedisStoreOptions options = new() { Endpoints = { server.Endpoint }, Partitions = 8 };
        change?.Invoke(options);
        return RedisSampleLog.OpenAsync(options, TimeProvider.System, NullLogger.Instance, null, CancellationToken.None);
    }
}
