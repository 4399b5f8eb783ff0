using System.Text;
using Telecom.Storage.Events;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>What every engine's event store must do. An engine is tested by one derived class.</summary>
public abstract class EventStoreContract : IAsyncLifetime
{
    private const string Stream = "customers/acme/cases/c-1";
    private IEventStoreEngine? _engine;
    private IEventStore? _store;

    protected IEventStore Store => _store!;

    public async Task InitializeAsync()
    {
        _engine = await CreateEngineAsync();
        _store = await _engine.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _engine!.DisposeAsync();
    }

    protected abstract Task<IEventStoreEngine> CreateEngineAsync();

    [ContractFact]
    public async Task Events_are_read_back_as_they_were_appended()
    {
        NewEvent opened = new("e-1", "case.opened.v1", new byte[] { 0, 255, 7 }, 1_700_000_000_000_001);
        NewEvent noted = new("e-2", "case.noted.v1", default, -5);

        Assert.Equal(new AppendEventsResult(true, 2), await AppendAsync(Stream, 0, opened, noted));

        IReadOnlyList<StoredEvent> read = await Store.ReadAsync(Stream, 0, CancellationToken.None);
        Assert.Equal(
            [(1L, "e-1", "case.opened.v1", "00FF07", 1_700_000_000_000_001), (2L, "e-2", "case.noted.v1", "", -5L)],
            read.Select(one => (one.Version, one.Id, one.Type, Convert.ToHexString(one.Data.Span), one.RecordedAtUs)));
        Assert.All(read, one => Assert.Equal(Stream, one.Stream));
        Assert.True(0 < read[0].Position && read[0].Position < read[1].Position);
    }

    [ContractFact]
    public async Task A_stream_that_is_not_there_is_empty() =>
        Assert.Empty(await Store.ReadAsync("customers/acme/cases/none", 0, CancellationToken.None));

    [ContractFact]
    public async Task Reading_goes_on_after_a_version()
    {
        await AppendAsync(Stream, 0, Event("a"), Event("b"), Event("c"));
        Assert.Equal(["c"], (await Store.ReadAsync(Stream, 2, CancellationToken.None)).Select(one => one.Id));
        Assert.Empty(await Store.ReadAsync(Stream, 3, CancellationToken.None));
    }

    [ContractFact]
    public async Task Another_version_than_expected_changes_nothing()
    {
        await AppendAsync(Stream, 0, Event("a"), Event("b"));
        foreach (long expected in new long[] { 0, 1, 3 })
        {
            Assert.Equal(new AppendEventsResult(false, 2), await AppendAsync(Stream, expected, Event("c")));
        }

        Assert.Equal(2, (await Store.ReadAsync(Stream, 0, CancellationToken.None)).Count);
    }

    [ContractFact]
    public async Task Events_that_are_there_already_are_a_success_whatever_the_version()
    {
        await AppendAsync(Stream, 0, Event("a"), Event("b"));
        Assert.Equal(new AppendEventsResult(true, 2), await AppendAsync(Stream, 0, Event("a"), Event("b")));
        Assert.Equal(new AppendEventsResult(true, 2), await AppendAsync(Stream, 77, Event("b")));
        Assert.Equal(["a", "b"], (await Store.ReadAsync(Stream, 0, CancellationToken.None)).Select(one => one.Id));
    }

    [ContractFact]
    public async Task Of_events_that_are_partly_there_the_rest_is_appended_at_the_expected_version()
    {
        await AppendAsync(Stream, 0, Event("a"), Event("b"));
        Assert.Equal(new AppendEventsResult(false, 2), await AppendAsync(Stream, 1, Event("b"), Event("c")));
        Assert.Equal(new AppendEventsResult(true, 3), await AppendAsync(Stream, 2, Event("b"), Event("c"), Event("c")));
        Assert.Equal([("a", 1L), ("b", 2L), ("c", 3L)], (await Store.ReadAsync(Stream, 0, CancellationToken.None)).Select(one => (one.Id, one.Version)));
    }

    [ContractFact]
    public async Task Ids_are_unique_within_a_stream_only()
    {
        await AppendAsync(Stream, 0, Event("a"));
        Assert.Equal(new AppendEventsResult(true, 1), await AppendAsync("provider/settings", 0, Event("a")));
        Assert.Equal(["a"], (await Store.ReadAsync("provider/settings", 0, CancellationToken.None)).Select(one => one.Id));
    }

    [ContractFact]
    public async Task All_streams_are_followed_in_the_order_of_appending_and_in_pages()
    {
        for (int i = 0; i < 10; i++)
        {
            await AppendAsync($"customers/acme/cases/c-{i % 3}", i / 3, Event($"e{i}"));
        }

        List<StoredEvent> all = [];
        while (await Store.FollowAsync(all.Count == 0 ? 0 : all[^1].Position, 3, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            all.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"e{i}"), all.Select(one => one.Id));
    }

    [ContractFact]
    public async Task A_store_that_is_opened_again_has_everything_and_goes_on()
    {
        await AppendAsync(Stream, 0, Event("a"));
        await Store.DisposeAsync();
        _store = await _engine!.OpenAsync();

        Assert.Equal(new AppendEventsResult(true, 2), await AppendAsync(Stream, 1, Event("b")));
        IReadOnlyList<StoredEvent> all = await Store.FollowAsync(0, 10, CancellationToken.None);
        Assert.Equal(["a", "b"], all.Select(one => one.Id));
        Assert.True(all[0].Position < all[1].Position);
    }

    [ContractFact]
    public async Task Writers_that_race_for_a_stream_lose_nothing_and_a_follower_skips_nothing()
    {
        const int Writers = 6;
        const int Each = 25;
        Task<List<StoredEvent>> follower = FollowUntilAsync(Writers * Each);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            long version = 0;
            for (int i = 0; i < Each; i++)
            {
                // Bounded by the other writers' successes: each conflict means that another one got through.
                AppendEventsResult result;
                do
                {
                    result = await AppendAsync(Stream, version, Event($"{writer}.{i}"));
                    version = result.Version;
                }
                while (!result.Appended);
            }
        })));

        List<StoredEvent> followed = await follower;
        IReadOnlyList<StoredEvent> stream = await Store.ReadAsync(Stream, 0, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(version => (long)version), stream.Select(one => one.Version));
        Assert.Equal(stream.Select(one => one.Id), followed.Select(one => one.Id));
        Assert.Equal(Writers * Each, stream.Select(one => one.Id).Distinct().Count());
        for (int writer = 0; writer < Writers; writer++)
        {
            IEnumerable<string> own = stream.Select(one => one.Id).Where(id => id.StartsWith($"{writer}.", StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, Each).Select(i => $"{writer}.{i}"), own);
        }
    }

    [ContractFact]
    public async Task An_append_that_breaks_a_rule_is_the_callers_error()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync("", 0, Event("a")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Stream, -1, Event("a")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Stream, 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Stream, 0, Event("")));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.FollowAsync(0, 0, CancellationToken.None));
        Assert.Empty(await Store.ReadAsync(Stream, 0, CancellationToken.None));
    }

    private async Task<List<StoredEvent>> FollowUntilAsync(int count)
    {
        List<StoredEvent> followed = [];
        long began = TimeProvider.System.GetTimestamp();
        while (followed.Count < count && TimeProvider.System.GetElapsedTime(began) < Support.Eventually.Bound)
        {
            followed.AddRange(await Store.FollowAsync(followed.Count == 0 ? 0 : followed[^1].Position, 7, CancellationToken.None));
        }

        return followed;
    }

    private Task<AppendEventsResult> AppendAsync(string stream, long expected, params NewEvent[] events) =>
        Store.AppendAsync(stream, expected, events, CancellationToken.None).AsTask();

    private static NewEvent Event(string id) => new(id, "test.happened.v1", Encoding.UTF8.GetBytes(id), 1);
}
