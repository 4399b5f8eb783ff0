using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Redis;

/// <summary>A cluster whose masters die and whose slots move.</summary>
public sealed class RedisClusterFailureTests(ITestOutputHelper output)
{
    private const int Partitions = 12;

    [RedisFact]
    public async Task A_fail_over_with_a_replica_in_step_loses_nothing_acknowledged()
    {
        await using RedisClusterProcesses cluster = await RedisClusterProcesses.StartAsync();
        RedisStoreOptions options = Options(cluster);
        options.ReplicaAcknowledgements = 1;
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisSampleLog log = await OpenAsync(options);
        await using RedisLoad load = new(log, 12);
        await load.MoreAsync(500);

        await cluster.Nodes[0].KillAsync();
        string replica = string.Create(CultureInfo.InvariantCulture, $"{cluster.Nodes[3].Port}");
        await Eventually.TrueAsync(
            () => ((string)cluster.Nodes[3].Say("INFO", "replication")!).Contains("role:master", StringComparison.Ordinal), $"the replica {replica} is promoted");

        // With one replica gone the promoted master has none, and WAIT 1 can be met by the others only; so the dead one comes back.
        await cluster.Nodes[0].StartAsync();
        await load.MoreAsync(2000);
        await load.CheckAsync(Options(cluster));
        Assert.Equal(0, load.SteppedBack);
        output.WriteLine($"{load.Acknowledged} acknowledged");
        Proofs.Report("redis-fail-over", $"1 fail-over with WAIT 1, {load.Acknowledged} acknowledged appends, none lost, none twice");
    }

    [RedisFact]
    public async Task A_stale_owner_is_refused_after_a_fail_over_and_the_new_one_goes_on()
    {
        await using RedisClusterProcesses cluster = await RedisClusterProcesses.StartAsync();
        RedisStoreOptions options = Options(cluster);
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisMeasurementStore store = await RedisMeasurementStore.OpenAsync(options, NullLogger.Instance, CancellationToken.None);
        (Guid alice, Guid bob) = (Guid.NewGuid(), Guid.NewGuid());
        List<PartitionLease> leases = [];
        for (int partition = 0; partition < Partitions; partition++)
        {
            leases.Add((await store.AcquireLeaseAsync(partition, alice, TimeSpan.FromMilliseconds(1), CancellationToken.None))!);
            Assert.True(await store.ApplyAsync(leases[^1], LogPosition.Start, new LogPosition(5, 5), new FoldWrites([], [], []), CancellationToken.None));
        }

        foreach (RedisServerProcess node in cluster.Nodes.Take(3))
        {
            Assert.Equal(1L, RedisWire.Say(node.Port, "WAIT", 1, 5000) is long replicas && replicas >= 1 ? 1L : 0L);
        }

        await cluster.Nodes[1].KillAsync();
        for (int partition = 0; partition < Partitions; partition++)
        {
            PartitionLease? taken = await store.AcquireLeaseAsync(partition, bob, TimeSpan.FromMinutes(1), CancellationToken.None);
            Assert.Equal(new LogPosition(5, 5), taken?.Position);
            Assert.True(taken!.Fence > leases[partition].Fence);
            Assert.False(await store.ApplyAsync(leases[partition], new LogPosition(5, 5), new LogPosition(6, 6), new FoldWrites([], [], []), CancellationToken.None));
            Assert.True(await store.ApplyAsync(taken, new LogPosition(5, 5), new LogPosition(6, 6), new FoldWrites([], [], []), CancellationToken.None));
        }
    }

    [RedisFact]
    public async Task A_slot_that_moves_under_appends_loses_nothing_and_doubles_nothing()
    {
        await using RedisClusterProcesses cluster = await RedisClusterProcesses.StartAsync();
        RedisStoreOptions options = Options(cluster);
        options.Patience = TimeSpan.FromMinutes(1);
        await using RedisSampleLog log = await OpenAsync(options);
        await using RedisLoad load = new(log, 24);
        await load.MoreAsync(500);
        int moved = 0;
        for (int partition = 0; partition < Partitions; partition += 3)
        {
            int slot = cluster.SlotOf($"{{{options.Prefix}:{partition}}}");
            RedisServerProcess from = cluster.MasterOf(slot);
            RedisServerProcess to = cluster.Nodes.Take(3).First(node => node.Port != from.Port);
            moved += await MoveAsync(from, to, slot);
            await load.MoreAsync(200);
        }

        Assert.True(moved > 0);
        await load.CheckAsync(Options(cluster));
        output.WriteLine($"{moved} keys moved under {load.Acknowledged} appends");
        Proofs.Report("redis-slots", $"4 slots with {moved} keys moved under {load.Acknowledged} acknowledged appends, none lost, none twice");
    }

    // As an operator's tool does it: importing, migrating, key by key, then the slot itself.
    private static async Task<int> MoveAsync(RedisServerProcess from, RedisServerProcess to, int slot)
    {
        string source = (string)from.Say("CLUSTER", "MYID")!;
        string target = (string)to.Say("CLUSTER", "MYID")!;
        to.Say("CLUSTER", "SETSLOT", slot, "IMPORTING", source);
        from.Say("CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        int moved = 0;
        await Eventually.TrueAsync(
            () =>
            {
                object?[] keys = (object?[])from.Say("CLUSTER", "GETKEYSINSLOT", slot, 3)!;
                if (keys.Length > 0)
                {
                    from.Say(["MIGRATE", "127.0.0.1", to.Port, "", 0, 5000, "KEYS", .. keys.Select(key => key!)]);
                    moved += keys.Length;
                }

                return keys.Length == 0;
            },
            "all keys moved");
        to.Say("CLUSTER", "SETSLOT", slot, "NODE", target);
        from.Say("CLUSTER", "SETSLOT", slot, "NODE", target);
        return moved;
    }

    private static RedisStoreOptions Options(RedisClusterProcesses cluster)
    {
        RedisStoreOptions options = new() { Partitions = Partitions };
        foreach (string endpoint in cluster.Endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        return options;
    }

    private static Task<RedisSampleLog> OpenAsync(RedisStoreOptions options) =>
        RedisSampleLog.OpenAsync(options, TimeProvider.System, NullLogger.Instance, null, CancellationToken.None);
}
