using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Redis;

/// <summary>A place for the tests of one class to store in: each test has a prefix of its own.</summary>
public interface IRedisPlace
{
    /// <summary>Settings with a prefix that nobody has used.</summary>
    RedisStoreOptions Options();
}

/// <summary>One server for the tests of a class.</summary>
public sealed class RedisServerFixture : IRedisPlace, IAsyncLifetime
{
    private RedisServerProcess? _server;
    private int _prefixes;

    public RedisServerProcess Server => _server!;

    public async Task InitializeAsync() => _server = RedisServerProcess.WhyNot() is null ? await RedisServerProcess.StartAsync() : null;

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    public RedisStoreOptions Options() => new() { Endpoints = { Server.Endpoint }, Prefix = $"t{Interlocked.Increment(ref _prefixes)}" };
}

/// <summary>One cluster for the tests of a class.</summary>
public sealed class RedisClusterFixture : IRedisPlace, IAsyncLifetime
{
    private RedisClusterProcesses? _cluster;
    private int _prefixes;

    public RedisClusterProcesses Cluster => _cluster!;

    public async Task InitializeAsync() => _cluster = RedisServerProcess.WhyNot() is null ? await RedisClusterProcesses.StartAsync() : null;

    public async Task DisposeAsync() => await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);

    public RedisStoreOptions Options()
    {
        RedisStoreOptions options = new() { Prefix = $"t{Interlocked.Increment(ref _prefixes)}" };
        foreach (string endpoint in Cluster.Endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        return options;
    }
}
