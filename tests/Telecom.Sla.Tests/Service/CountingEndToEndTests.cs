using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Stores;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Tests.Service;

/// <summary>Exactly once over the real host, the real log and the real store, through restarts.</summary>
public sealed class CountingEndToEndTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ShiftedClock _clock = new(DateTimeOffset.UnixEpoch.AddTicks((RandomBatches.Start + 7_200_000_000L) * 10));
    private readonly List<Batch> _batches = RandomBatches.Make(new Random(99), 300, 9, 6);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_restart_after_every_few_records_counts_every_sample_once()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        for (int i = 0; i < _batches.Count; i += 60)
        {
            await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
            await SlaRun.AppendAsync(log, _batches.Skip(i).Take(60));

            // Every second run is stopped in the middle of whatever it does.
            if (i / 60 % 2 == 0)
            {
                await run.CountedAsync([.. _batches.Take(i + 1)]);
            }
        }

        await using SlaRun last = await SlaRun.StartAsync(_scratch, _clock);
        await last.CountedAsync(_batches);
        await AssertExactAsync(last);
    }

    [Fact]
    public async Task A_process_that_ends_between_read_and_apply_leaves_exact_counts()
    {
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await SlaRun.AppendAsync(log, _batches);
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (SlaRun dying = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot(), services => Wrap(services, reached)))
        {
            // Some steps are applied, then one is read and folded and never written: its owner ends in front of the store.
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        // The dead owner's leases have to end first.
        _clock.Set(_clock.GetUtcNow() + TimeSpan.FromSeconds(10));
        await using SlaRun next = await SlaRun.StartAsync(_scratch, _clock);
        await next.CountedAsync(_batches);
        await AssertExactAsync(next);
    }

    [Fact]
    public async Task The_service_starts_before_the_log_is_made_and_counts_when_it_comes()
    {
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        await Until.TrueAsync(() => run.Logs.Entries.Any(l => l.Id.Id == 3021));

        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await SlaRun.AppendAsync(log, _batches);

        await run.CountedAsync(_batches);
        await AssertExactAsync(run);
    }

    [Fact]
    public async Task What_is_folded_is_measured()
    {
        long samples = 0;
        long late = 0;
        using MeterListener listener = new();
        await using SqliteSampleLog log = await SlaRun.OpenLogAsync(_scratch, _clock);
        await using SlaRun run = await SlaRun.StartAsync(_scratch, _clock, Catalogue.Snapshot());
        IMeterFactory meters = run.App.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name is "telecom.sla.fold.samples" or "telecom.sla.fold.late_samples")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            Interlocked.Add(ref instrument.Name == "telecom.sla.fold.samples" ? ref samples : ref late, value));
        listener.Start();

        await SlaRun.AppendAsync(log, _batches);
        await run.CountedAsync(_batches);

        await Until.TrueAsync(() => Interlocked.Read(ref samples) == _batches.Sum(b => b.Samples.Count));
        Assert.Equal(Tally.Of(_batches).Late.Values.Sum(), Interlocked.Read(ref late));
    }

    private static void Wrap(IServiceCollection services, TaskCompletionSource reached)
    {
        services.AddSingleton<CellsOpener>(provider => async cancellationToken => new DyingStore(
            await SqliteMeasurementStore.OpenAsync(
                provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<SqliteMeasurementStoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                cancellationToken),
            applies: 10,
            reached));
        services.PostConfigure<FoldOptions>(o => o.MaxStepBytes = 4096);
    }

    /// <summary>Against the cells and lanes on disk, read with the store itself after the service has stopped.</summary>
    private async Task AssertExactAsync(SlaRun run)
    {
        await run.DisposeAsync();
        await using SqliteMeasurementStore store = await SqliteMeasurementStore.OpenAsync(
            new SqliteMeasurementStoreOptions { Folder = Path.Combine(_scratch.Directory, "sla") },
            _clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            default);
        Tally tally = Tally.Of(_batches);
        Dictionary<CellKey, byte[]> cells = [];
        ulong late = 0;
        for (int circuit = 0; circuit < 6; circuit++)
        {
            string name = RandomBatches.Circuit(circuit);
            IReadOnlyList<CellRow> all = await store.ReadCircuitAsync(name, 0, long.MaxValue, default);
            foreach (IGrouping<(string Agent, long Minute), CellRow> rows in all.GroupBy(r => (r.Agent, r.Minute)))
            {
                Domain.Measurement.MinuteCell merged = new(rows.Key.Minute);
                foreach (CellRow row in rows)
                {
                    merged.MergeFrom(Domain.Measurement.MinuteCellCodec.Decode(row.Cell.Span));
                }

                cells[new CellKey(name, rows.Key.Agent, rows.Key.Minute)] = Domain.Measurement.MinuteCellCodec.Encode(merged);
            }

            late += await store.CountTooLateAsync(name, 0, long.MaxValue, default);
        }

        tally.AssertEqual(cells);
        Assert.Equal(tally.Late.Values.Sum(), (long)late);
        foreach (IGrouping<ProducerLane, Batch> lane in _batches.GroupBy(b => b.Lane))
        {
            LaneProgress? progress = await store.GetProgressAsync(lane.Key, default);
            Assert.Equal(lane.Max(b => b.Sequence), progress?.FoldedSequence);
            Assert.Equal(lane.Sum(b => b.Samples.Count), (long)(progress?.FoldedSamples + progress?.TooLateSamples ?? 0));
        }
    }
}
