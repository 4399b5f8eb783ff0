using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;
using Telecom.Sla.Status;
using Telecom.Sla.Stores;
using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Outages;

/// <summary>One process that watches for outages: everything of it but host and gRPC.</summary>
internal sealed class WatchRig : IAsyncDisposable
{
    private readonly CatalogIndex _index;

    private WatchRig(OutageWatcher watcher, FactStore facts, CircuitChanges changes, CaseEventTaker taker, CatalogIndex index)
    {
        Watcher = watcher;
        Facts = facts;
        Changes = changes;
        Taker = taker;
        _index = index;
    }

    public OutageWatcher Watcher { get; }

    public FactStore Facts { get; }

    public CircuitChanges Changes { get; }

    public CaseEventTaker Taker { get; }

    public static async Task<WatchRig> StartAsync(IMeasurementStore cells, IEventStore events, TimeProvider time, CatalogSnapshot snapshot)
    {
        IOptions<OutageOptions> options = Options.Create(new OutageOptions { PollInterval = TimeSpan.FromMinutes(1) });
        OutageMetrics metrics = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        FactStore facts = new(_ => Task.FromResult(events), new FactBook(), options, time, NullLogger<FactStore>.Instance);
        OutageDecision decision = new(new ReportMatching(UtcInstant.PerDay, UtcInstant.PerDay));
        FixedDirectory directory = new(snapshot);
        CircuitChanges changes = new();
        OutageWatcher watcher = new(
            new CellsOnly(cells),
            facts,
            decision,
            new RecordStore(facts, time, metrics),
            directory,
            new CatalogIndexSource(directory),
            new ContractCache(NullLogger<ContractCache>.Instance),
            changes,
            new OngoingEnds(),
            options,
            Options.Create(new RetentionOptions()),
            Options.Create(new StatusOptions { IngestAllowance = TimeSpan.Zero }),
            time,
            metrics,
            NullLogger<OutageWatcher>.Instance);
        await facts.StartAsync(default);
        return new WatchRig(
            watcher, facts, changes, new CaseEventTaker(facts, decision, time, metrics, NullLogger<CaseEventTaker>.Instance), new CatalogIndex(snapshot));
    }

    /// <summary>Looks at the rig's circuit from its beginning.</summary>
    public ValueTask LookAsync(UtcInstant now) => Watcher.LookAsync(_index.Circuit(OutageRig.Circuit)!, _index, OutageRig.At(0), now, default);

    public async ValueTask DisposeAsync()
    {
        await Facts.StopAsync(default);
        await Facts.DisposeAsync();
    }

    private sealed class FixedDirectory(CatalogSnapshot snapshot) : ICatalogDirectory
    {
        public CatalogSnapshot Current => snapshot;

        public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CellsOnly(IMeasurementStore cells) : ISlaStores
    {
        public ValueTask<IMeasurementStore> GetCellsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(cells);

        public ValueTask<ISampleLogReader> GetLogAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
