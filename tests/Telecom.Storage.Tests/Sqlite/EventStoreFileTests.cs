using Telecom.Storage.Events;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class EventStoreFileTests
{
    [Fact]
    public async Task A_second_writer_a_newer_layout_and_damage_are_refused_by_name()
    {
        await using SqliteEventStoreEngine engine = new();
        string file = Path.Combine(engine.Options.Folder, SqliteEventStore.FileName);
        await using (await engine.OpenAsync())
        {
            Assert.Equal(StoreFileProblem.InUse, (await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync)).Problem);
        }

        using (RawSqlite raw = new(file))
        {
            raw.Run("PRAGMA user_version=2");
        }

        Assert.Equal(StoreFileProblem.NewerSchema, (await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync)).Problem);
        File.WriteAllBytes(file, []);
        Assert.Equal(StoreFileProblem.OtherKind, (await Assert.ThrowsAsync<StoreFileException>(engine.OpenAsync)).Problem);
    }

    [Fact]
    public async Task Events_and_cells_live_in_one_folder()
    {
        await using SqliteEventStoreEngine events = new();
        await using SqliteMeasurementStoreEngine cells = new(events.Options.Folder);
        await using IEventStore store = await events.OpenAsync();
        await using var measurements = await cells.OpenAsync();
        Assert.True((await AppendAsync(store, 0, 10)).Appended);
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        await using SqliteEventStoreEngine engine = new();
        IEventStore store = await engine.OpenAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(store, 0, 10));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadAsync("s", 0, CancellationToken.None));
    }

    [Fact]
    public async Task An_event_that_is_too_long_is_the_callers_error()
    {
        await using SqliteEventStoreEngine engine = new();
        engine.Options.MaxEventBytes = 1024;
        await using IEventStore store = await engine.OpenAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(store, 0, 1025));
        Assert.True((await AppendAsync(store, 0, 1024)).Appended);
    }

    [FactIf(Need.Tmpfs)]
    public async Task A_full_disk_refuses_appends_and_they_go_on_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 16);
        await using SqliteEventStoreEngine engine = new(Path.Combine(disk.Path, "events"));
        await using IEventStore store = await engine.OpenAsync();
        long version = 0;
        using (disk.Fill())
        {
            bool refused = false;
            for (int i = 0; i < 2000 && !refused; i++)
            {
                try
                {
                    version = (await AppendAsync(store, version, 20_000)).Version;
                }
                catch (StoreUnavailableException)
                {
                    refused = true;
                }
            }

            Assert.True(refused);
            Assert.Equal((int)version, (await store.FollowAsync(0, 10_000, CancellationToken.None)).Count);
        }

        Assert.Equal(new AppendEventsResult(true, version + 1), await AppendAsync(store, version, 20_000));
        Assert.Equal((int)version + 1, (await store.ReadAsync("s", 0, CancellationToken.None)).Count);
    }

    private static Task<AppendEventsResult> AppendAsync(IEventStore store, long version, int length) =>
        store.AppendAsync("s", version, [new NewEvent($"e{version}", "t", new byte[length], 1)], CancellationToken.None).AsTask();
}
