using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Redis;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Copy;

/// <summary>Copies between the engines, over one server.</summary>
public sealed class RedisServerCopyTests(RedisServerFixture fixture, ITestOutputHelper output) : RedisCopyTests(fixture, output), IClassFixture<RedisServerFixture>
{
    protected override bool Full => true;
}

/// <summary>Copies between the engines, over a cluster.</summary>
public sealed class RedisClusterCopyTests(RedisClusterFixture fixture, ITestOutputHelper output) : RedisCopyTests(fixture, output), IClassFixture<RedisClusterFixture>
{
    protected override bool Full => false;
}

/// <summary>Copies from the embedded engine to the shared one and back.</summary>
public abstract class RedisCopyTests(IRedisPlace place, ITestOutputHelper output)
{
    protected abstract bool Full { get; }

    [NeedsRedisFact]
    public async Task There_and_back_again_everything_is_equal()
    {
        output.WriteLine($"seed {Proofs.Seed}");
        using SuiteFolder source = await SuiteFolder.MakeAsync(Proofs.Seed);
        using TempFolder back = new();
        StoreAddress redis = Redis(out _);
        StoreCopyReport there = await StoreCopyTests.CopyAsync(StoreCopyTests.Sqlite(source.Path), redis);
        StoreCopyTests.AssertEqual(there);
        StoreCopyReport again = await StoreCopyTests.CopyAsync(redis, StoreCopyTests.Sqlite(back.Path));
        StoreCopyTests.AssertEqual(again);

        // The contents' checksums are the same over both hops, except where they hold the target's own position.
        Dictionary<string, StoreCopySection> first = there.Sections.ToDictionary(section => section.Name);
        Assert.Equal(there.Sections.Count, again.Sections.Count);
        foreach (StoreCopySection section in again.Sections.Where(section => !section.Name.StartsWith("cells", StringComparison.Ordinal)))
        {
            Assert.Equal((first[section.Name].Count, first[section.Name].Sha256), (section.Count, section.Sha256));
        }

        // And so is the first with the last, position by position of its own kind.
        using TempFolder twin = new();
        StoreCopyReport direct = await StoreCopyTests.CopyAsync(StoreCopyTests.Sqlite(source.Path), StoreCopyTests.Sqlite(twin.Path));
        Assert.Equal(direct.Sections.Select(section => (section.Name, section.TargetCount, section.TargetSha256)), again.Sections.Select(section => (section.Name, section.TargetCount, section.TargetSha256)));
    }

    [NeedsRedisFact]
    public async Task Interrupted_on_both_ways_it_goes_on()
    {
        Random random = new(Proofs.Seed);
        using SuiteFolder source = await SuiteFolder.MakeAsync(Proofs.Seed);
        int reports = await StoreCopyTests.CountAsync(source.Path);
        for (int round = 0; round < (Full ? 3 : 1); round++)
        {
            using TempFolder back = new();
            StoreAddress redis = Redis(out _);
            int interruptions = await UntilDoneAsync(StoreCopyTests.Sqlite(source.Path), redis, random, reports);
            interruptions += await UntilDoneAsync(redis, StoreCopyTests.Sqlite(back.Path), random, reports);
            output.WriteLine($"seed {Proofs.Seed}, round {round}: interrupted {interruptions} times");
        }
    }

    [NeedsRedisFact]
    public async Task A_store_that_is_being_folded_is_refused()
    {
        using SuiteFolder source = await SuiteFolder.MakeAsync(11);
        using TempFolder back = new();
        StoreAddress redis = Redis(out RedisStoreOptions options);
        StoreCopyTests.AssertEqual(await StoreCopyTests.CopyAsync(StoreCopyTests.Sqlite(source.Path), redis));
        options.Partitions = SuiteFolder.Partitions;
        await using RedisMeasurementStore running = await RedisMeasurementStore.OpenAsync(options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, CancellationToken.None);
        PartitionLease lease = await SuiteFolder.LeaseAsync(running, 3);
        StoreCopyException refused = await Assert.ThrowsAsync<StoreCopyException>(() => StoreCopyTests.CopyAsync(redis, StoreCopyTests.Sqlite(back.Path)));
        Assert.Contains("partition 3 is being folded", refused.Message, StringComparison.Ordinal);
        await running.ReleaseLeaseAsync(lease, CancellationToken.None);

        StoreCopyException occupied = await Assert.ThrowsAsync<StoreCopyException>(() => StoreCopyTests.CopyAsync(StoreCopyTests.Sqlite(source.Path), redis));
        Assert.Contains("finished before", occupied.Message, StringComparison.Ordinal);
    }

    private static async Task<int> UntilDoneAsync(StoreAddress from, StoreAddress to, Random random, int reports)
    {
        for (int attempt = 0; attempt < 60; attempt++)
        {
            try
            {
                StoreCopyTests.AssertEqual(await StoreCopyTests.CopyAsync(from, to, Interruption.Random(random, reports)));
                return attempt;
            }
            catch (InterruptedException)
            {
            }
        }

        throw new InvalidOperationException("Every attempt was interrupted.");
    }

    private StoreAddress Redis(out RedisStoreOptions options)
    {
        options = place.Options();
        return new StoreAddress(StoreEngine.Redis, "", options);
    }
}
