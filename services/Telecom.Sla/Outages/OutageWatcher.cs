using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages.Records;
using Telecom.Sla.Status;
using Telecom.Sla.Stores;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Outages;

/// <summary>
/// Finds outages and records them. A look reads the circuit's state first and its cells then, and is written only if the circuit's stream
/// is still as it was: of several processes that look at the same circuit one writes, and the others look again.
/// </summary>
internal sealed partial class OutageWatcher(
    ISlaStores stores,
    FactStore facts,
    OutageDecision decision,
    RecordStore records,
    ICatalogDirectory directory,
    CatalogIndexSource catalog,
    ContractCache contracts,
    CircuitChanges changes,
    OngoingEnds ends,
    IOptions<OutageOptions> options,
    IOptions<RetentionOptions> retention,
    IOptions<StatusOptions> status,
    TimeProvider time,
    OutageMetrics metrics,
    ILogger<OutageWatcher> logger)
{
    private readonly OutageOptions _options = options.Value;
    private UtcInstant? _allAt;
    private UtcInstant? _wholeAt;
    private bool _fails;

    /// <summary>Looks at what is due.</summary>
    /// <param name="cancellationToken">Stops between two circuits.</param>
    public async ValueTask RoundAsync(CancellationToken cancellationToken)
    {
        if (directory.Current is not { } snapshot)
        {
            return;
        }

        long began = time.GetTimestamp();
        UtcInstant now = UtcInstant.From(time.GetUtcNow());
        IReadOnlyDictionary<string, long> changed = changes.Take();
        TimeSpan? back = BackOfAll(now);
        CatalogIndex index = catalog.Current;
        IEnumerable<Circuit> due = back is null ? changed.Keys.Select(index.Circuit).OfType<Circuit>() : snapshot.Circuits;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, parallel, async (circuit, token) =>
        {
            UtcInstant from = back is { } all ? now.Plus(-Microseconds(all)) : now;
            if (changed.TryGetValue(circuit.Name, out long minute))
            {
                from = UtcInstant.Min(from, new UtcInstant(minute * UtcInstant.PerMinute));
            }

            await TryLookAsync(circuit, index, from, now, token);
        });
        await records.TellAsync(cancellationToken);
        metrics.Round(time.GetElapsedTime(began));
    }

    /// <summary>Looks at one circuit and records what changed.</summary>
    /// <param name="circuit">A circuit of <paramref name="index"/>.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="from">From when on at least.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async ValueTask LookAsync(Circuit circuit, CatalogIndex index, UtcInstant from, UtcInstant now, CancellationToken cancellationToken)
    {
        if (CircuitTerms.Of(circuit, index, contracts, now) is not { } terms)
        {
            return;
        }

        IMeasurementStore cells = await stores.GetCellsAsync(cancellationToken);
        OutageFinder finder = new(cells, terms, now.Plus(UtcInstant.PerDay - Microseconds(retention.Value.Hours)));

        // Samples on their way are not taken for missing or lost ones: the same allowance as in a status.
        UtcInstant to = now.Plus(-Microseconds(status.Value.IngestAllowance));
        long margin = (terms.Rule.Consecutive + 1) * terms.Rule.IntervalUs;
        UtcInstant start = UtcInstant.Min(from, to).Plus(-margin);
        OutageLook? look = null;
        OutagePlan plan = await facts.UpdateAsync(
            circuit.Name,
            async state =>
            {
                look = await finder.LookAsync(state, start, to, cancellationToken);
                metrics.Looked();
                return decision.Of(state, look, terms, now);
            },
            cancellationToken);
        metrics.Wrote(plan.Events);
        if (look is not null)
        {
            ends.Note(facts.Book.Circuit(circuit.Name), look);
        }
    }

    private TimeSpan? BackOfAll(UtcInstant now)
    {
        TimeSpan? back = null;
        if (_wholeAt is not { } whole || IsDue(whole, _options.WholeInterval))
        {
            back = _wholeAt is null ? _options.StartLookBack : _options.LookBack;
            _wholeAt = now;
            _allAt = now;
        }
        else if (_allAt is not { } all || IsDue(all, _options.AllInterval))
        {
            back = _options.AllLookBack;
            _allAt = now;
        }

        return back;

        // A clock that went back makes it due, too.
        bool IsDue(UtcInstant last, TimeSpan interval) => now < last || now - last >= Microseconds(interval);
    }

    private async ValueTask TryLookAsync(Circuit circuit, CatalogIndex index, UtcInstant from, UtcInstant now, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(circuit, index, from, now, cancellationToken);
            _fails = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_fails)
            {
                Log.LookFailed(logger, circuit.Name, exception);
            }

            _fails = true;
            metrics.Failed();
            changes.Note(circuit.Name, from.Microseconds / UtcInstant.PerMinute);
        }
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static partial class Log
    {
        [LoggerMessage(EventId = 3052, Level = LogLevel.Warning,
            Message = "{Circuit} could not be looked at for outages; it is looked at again, and said again only after a success")]
        public static partial void LookFailed(ILogger logger, string circuit, Exception exception);
    }
}
