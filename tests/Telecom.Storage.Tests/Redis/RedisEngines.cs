using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Contracts;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Redis;

/// <summary>The shared engine under one prefix. The server's clock is shifted by as much as the test's clock was moved.</summary>
public abstract class RedisEngine
{
    private static readonly DateTimeOffset Began = TimeProvider.System.GetUtcNow();

    protected RedisEngine(RedisStoreOptions options, int partitions)
    {
        Options = options;
        Options.Partitions = partitions;
        Options.ClockShift = () => Time.GetUtcNow() - Began;
    }

    public RedisStoreOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(Began);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The shared engine's log.</summary>
public sealed class RedisSampleLogEngine(RedisStoreOptions options) : RedisEngine(options, 8), ISampleLogEngine
{
    public async Task<ISampleLog> OpenAsync() => await RedisSampleLog.OpenAsync(Options, Time, NullLogger.Instance, null, CancellationToken.None);

    public async Task<ISampleLogReader> OpenReaderAsync() => await RedisSampleLogReader.OpenAsync(Options, Time, NullLogger.Instance, CancellationToken.None);
}

/// <summary>The shared engine's measurement store.</summary>
public sealed class RedisMeasurementStoreEngine(RedisStoreOptions options) : RedisEngine(options, 16), IMeasurementStoreEngine
{
    public async Task<IMeasurementStore> OpenAsync() => await RedisMeasurementStore.OpenAsync(Options, NullLogger.Instance, CancellationToken.None);
}

/// <summary>The shared engine's event store.</summary>
public sealed class RedisEventStoreEngine(RedisStoreOptions options) : RedisEngine(options, 8), IEventStoreEngine
{
    public async Task<IEventStore> OpenAsync() => await RedisEventStore.OpenAsync(Options, "test", NullLogger.Instance, CancellationToken.None);
}
