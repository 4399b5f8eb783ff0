using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>A full disk refuses cells and events as unavailable, acknowledges nothing, and is done with when there is room again.</summary>
public sealed class FullDiskTests
{
    private static readonly Guid Owner = new("aaaaaaaa-0000-4000-8000-000000000001");

    [FactIf(Need.Tmpfs)]
    public async Task Cells_are_refused_whole_and_written_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 24);
        await using SqliteMeasurementStoreEngine engine = new(Path.Combine(disk.Path, "cells"));
        engine.Options.CheckpointPages = 100;
        await using IMeasurementStore store = await engine.OpenAsync();
        PartitionLease lease = (await store.AcquireLeaseAsync(3, Owner, TimeSpan.FromHours(1), CancellationToken.None))!;
        LogPosition at = lease.Position;
        byte[] cell = new byte[60_000];
        for (int cycle = 0; cycle < 3; cycle++)
        {
            bool refused = false;
            using (disk.Fill())
            {
                for (int i = 0; i < 1000 && !refused; i++)
                {
                    try
                    {
                        at = await ApplyAsync(store, lease, at, cell);
                    }
                    catch (StoreUnavailableException)
                    {
                        refused = true;
                    }
                }

                Assert.True(refused);
                await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(store, lease, at, cell));
                Assert.Equal((int)at.Minor, (await store.ReadCircuitAsync("customers/acme/circuits/a", 0, 10_000, CancellationToken.None)).Count);
            }

            at = await ApplyAsync(store, lease, at, cell);
        }

        Assert.Equal((int)at.Minor, (await store.ReadCircuitAsync("customers/acme/circuits/a", 0, 10_000, CancellationToken.None)).Count);
        Assert.Equal(at, (await store.SyncAsync(CancellationToken.None))[3]);
    }

    [FactIf(Need.Tmpfs)]
    public async Task Events_are_refused_whole_and_appended_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 24);
        await using SqliteEventStoreEngine engine = new(Path.Combine(disk.Path, "events"));
        engine.Options.CheckpointPages = 100;
        await using IEventStore store = await engine.OpenAsync();
        long version = 0;
        for (int cycle = 0; cycle < 3; cycle++)
        {
            bool refused = false;
            using (disk.Fill())
            {
                for (int i = 0; i < 1000 && !refused; i++)
                {
                    try
                    {
                        version = await AppendAsync(store, version);
                    }
                    catch (StoreUnavailableException)
                    {
                        refused = true;
                    }
                }

                Assert.True(refused);
                await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(store, version));
            }

            version = await AppendAsync(store, version);
        }

        Assert.Equal(Enumerable.Range(1, (int)version).Select(static i => (long)i), (await store.ReadAsync("customers/acme", 0, CancellationToken.None)).Select(static one => one.Version));
    }

    private static async Task<LogPosition> ApplyAsync(IMeasurementStore store, PartitionLease lease, LogPosition at, byte[] cell)
    {
        LogPosition next = at with { Minor = at.Minor + 1 };
        CellWrite write = new(new CellKey("customers/acme/circuits/a", "customers/acme/agents/p", next.Minor), cell);
        Assert.True(await store.ApplyAsync(lease, at, next, new FoldWrites([write], [], []), CancellationToken.None));
        return next;
    }

    private static async Task<long> AppendAsync(IEventStore store, long version)
    {
        NewEvent one = new($"event-{version + 1}", "test.v1", new byte[60_000], 1);
        AppendEventsResult result = await store.AppendAsync("customers/acme", version, [one], CancellationToken.None);
        Assert.True(result.Appended);
        return result.Version;
    }
}
