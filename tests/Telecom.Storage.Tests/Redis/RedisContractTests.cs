using Telecom.Sla.Domain.Names;
using Telecom.Storage.Tests.Contracts;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Redis;

/// <summary>The contract of every engine, held by the shared one on one server.</summary>
public sealed class RedisSampleLogContractTests(RedisServerFixture place, ITestOutputHelper output)
    : SampleLogContract(output), IClassFixture<RedisServerFixture>
{
    protected override Task<ISampleLogEngine> CreateEngineAsync() => Task.FromResult<ISampleLogEngine>(new RedisSampleLogEngine(place.Options()));

    protected override IEnumerable<ProducerLane> ContentLanes(int agent) => RedisLanes.OfOnePartition(base.ContentLanes(agent), Log.PartitionCount);
}

/// <summary>The contract of every engine, held by the shared one on one server.</summary>
public sealed class RedisMeasurementStoreContractTests(RedisServerFixture place, ITestOutputHelper output)
    : MeasurementStoreContract(output), IClassFixture<RedisServerFixture>
{
    protected override Task<IMeasurementStoreEngine> CreateEngineAsync() =>
        Task.FromResult<IMeasurementStoreEngine>(new RedisMeasurementStoreEngine(place.Options()));
}

/// <summary>The contract of every engine, held by the shared one on one server.</summary>
public sealed class RedisEventStoreContractTests(RedisServerFixture place) : EventStoreContract, IClassFixture<RedisServerFixture>
{
    protected override Task<IEventStoreEngine> CreateEngineAsync() => Task.FromResult<IEventStoreEngine>(new RedisEventStoreEngine(place.Options()));
}

/// <summary>The contract of every engine, held by the shared one on a cluster.</summary>
public sealed class RedisClusterSampleLogContractTests(RedisClusterFixture place, ITestOutputHelper output)
    : SampleLogContract(output), IClassFixture<RedisClusterFixture>
{
    protected override Task<ISampleLogEngine> CreateEngineAsync() => Task.FromResult<ISampleLogEngine>(new RedisSampleLogEngine(place.Options()));

    protected override IEnumerable<ProducerLane> ContentLanes(int agent) => RedisLanes.OfOnePartition(base.ContentLanes(agent), Log.PartitionCount);
}

/// <summary>The contract of every engine, held by the shared one on a cluster.</summary>
public sealed class RedisClusterMeasurementStoreContractTests(RedisClusterFixture place, ITestOutputHelper output)
    : MeasurementStoreContract(output), IClassFixture<RedisClusterFixture>
{
    protected override Task<IMeasurementStoreEngine> CreateEngineAsync() =>
        Task.FromResult<IMeasurementStoreEngine>(new RedisMeasurementStoreEngine(place.Options()));
}

/// <summary>The contract of every engine, held by the shared one on a cluster.</summary>
public sealed class RedisClusterEventStoreContractTests(RedisClusterFixture place) : EventStoreContract, IClassFixture<RedisClusterFixture>
{
    protected override Task<IEventStoreEngine> CreateEngineAsync() => Task.FromResult<IEventStoreEngine>(new RedisEventStoreEngine(place.Options()));
}

internal static class RedisLanes
{
    /// <summary>Those that lie in the partition of the first.</summary>
    public static IEnumerable<ProducerLane> OfOnePartition(IEnumerable<ProducerLane> lanes, int partitions) =>
        lanes.Where(lane => lane.PartitionOf(partitions) == lanes.First().PartitionOf(partitions));
}
