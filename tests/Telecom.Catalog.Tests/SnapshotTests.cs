using Microsoft.Extensions.DependencyInjection;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_long_poll_answers_when_something_changes()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        CatalogSnapshot known = (await GetAsync(run, 0, 0)).Snapshot;
        Task<GetSnapshotResponse> poll = GetAsync(run, known.Revision, 30_000);
        await run.CustomerAsync("acme");
        CatalogSnapshot next = (await poll.WaitAsync(Until.Bound)).Snapshot;
        Assert.Equal(known.Revision + 1, next.Revision);
        Assert.Equal("customers/acme", Assert.Single(next.Customers).Name);
    }

    [Fact]
    public async Task A_long_poll_without_a_change_ends_without_a_snapshot()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        ulong revision = (await GetAsync(run, 0, 0)).Snapshot.Revision;
        Assert.Null((await GetAsync(run, revision, 0)).Snapshot);
        Task<GetSnapshotResponse> poll = GetAsync(run, revision, 10_000);
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => poll.IsCompleted, "the time is up");
        Assert.Null((await poll.WaitAsync(Until.Bound)).Snapshot);
    }

    [Fact]
    public async Task A_caller_that_knows_a_higher_revision_gets_this_one_at_once()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        ulong revision = (await GetAsync(run, 0, 0)).Snapshot.Revision;
        Assert.Equal(revision, (await GetAsync(run, revision + 100, 30_000)).Snapshot.Revision);
    }

    [Fact]
    public async Task A_long_poll_does_not_hold_the_shutdown_up()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, _clock);
        ulong revision = (await GetAsync(run, 0, 0)).Snapshot.Revision;
        Task<GetSnapshotResponse> poll = GetAsync(run, revision, 30_000);
        CatalogLedger ledger = run.App.Services.GetRequiredService<CatalogLedger>();
        await Until.TrueAsync(() => _clock.TimerCount > 0, "the poll waits");
        Assert.Equal(revision, ledger.Current.Revision);
        await run.App.StopAsync().WaitAsync(Until.Bound);
        Assert.Null((await poll.WaitAsync(Until.Bound)).Snapshot);
    }

    private static async Task<GetSnapshotResponse> GetAsync(CatalogRun run, ulong known, uint waitMs) =>
        await run.Directory.GetSnapshotAsync(new GetSnapshotRequest { KnownRevision = known, WaitMs = waitMs }, run.Service);
}
