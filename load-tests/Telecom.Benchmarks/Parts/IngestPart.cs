using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;
using Telecom.Benchmarks.Sink;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// Durable ingestion against the bare sink: the same messages to both, in turn within each round, so that whatever else the machine does
/// meets both. The ratio is taken within a round, and the median of the rounds is told.
/// </summary>
internal sealed class IngestPart : IPart
{
    private const int CircuitsPerLane = 500;

    /// <summary>Redis keeps the log in memory, so that a phase must not run for as long as it likes: about 125 MB a phase.</summary>
    private const long MostBatchesOnRedis = 600;
    private static readonly int[] CircuitsPerBatch = [1, 50, 500];

    /// <inheritdoc/>
    public string Name => "Ingestion with durable acknowledgement against a bare sink";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        await using var started = new Started();
        LoadPlan[] plans = [.. CircuitsPerBatch.Select(c => new LoadPlan(bench.Templates(c, CircuitsPerLane), CircuitsPerLane * 16))];
        LoadTarget sink = await SinkTarget.StartAsync(started.Things, cancellationToken);
        var targets = new List<(Engine? Engine, LoadTarget Target)> { (null, sink) };
        foreach (Engine engine in bench.EnginesFor(Name))
        {
            ServiceSet set = started.Keep(await bench.StartAsync(new ServiceSetOptions(engine, new Population(plans[0].Population)), cancellationToken));
            targets.Add((engine, LoadTarget.Of($"ingestion on {engine.Name()}", set)));
        }

        foreach ((Engine? engine, LoadTarget target) in targets)
        {
            bench.Progress($"warming {target.Name}");
            await WarmUp.RunAsync(target, plans[1], bench.Length(1.5), Most(engine), null, cancellationToken);
        }

        foreach (LoadPlan plan in plans)
        {
            await CompareAsync(bench, plan, targets, cancellationToken);
        }
    }

    private async Task CompareAsync(
        BenchContext bench, LoadPlan plan, List<(Engine? Engine, LoadTarget Target)> targets, CancellationToken cancellationToken)
    {
        int circuits = plan.Templates.Shape.CircuitsPerBatch;
        var results = targets.ToDictionary(t => t.Target, _ => new List<PhaseResult>());
        for (int round = 0; round < bench.Rounds; round++)
        {
            foreach ((Engine? engine, LoadTarget target) in targets)
            {
                PhaseResult result = await LoadPhase.SaturateAsync(target, plan, bench.Length(3), Most(engine), null, cancellationToken);
                if (engine is not null && result.Durability != Durability.Fsynced)
                {
                    throw new ReconciliationException($"{target.Name} promises {result.Durability}, not Fsynced");
                }

                bench.Progress(FormattableString.Invariant(
                    $"{circuits} circuits a batch, {target.Name}: {result.ServerMicrosecondsPerBatch:0.0} us a batch{result.Split}, {result.RowsPerServerSecond / 1e6:0.00} M rows per server CPU s, {result.Rows / result.WallSeconds / 1e6:0.00} M rows/s"));
                results[target].Add(result);
            }
        }

        List<PhaseResult> sink = results[targets[0].Target];
        foreach ((Engine? engine, LoadTarget target) in targets)
        {
            List<PhaseResult> own = results[target];
            string name = $"{target.Name}, {circuits} circuits a batch";
            bench.Add(Figure.Of(Name, name, "M three-value samples per server CPU s", own.Select(r => r.RowsPerServerSecond / 1e6)) with
            {
                Note = FormattableString.Invariant(
                    $"{Statistics.Median([.. own.Select(r => r.ValuesPerServerSecond / 1e6)]):0.0} M values per server CPU s; {Statistics.Median([.. own.Select(r => r.ServerMicrosecondsPerBatch)]):0} us{own[^1].Split} a batch of {plan.Templates.Shape.Rows} x 3 values in {plan.Templates.BatchBytes} bytes; generator apart: {Statistics.Median([.. own.Select(r => r.GeneratorSeconds * 1e6 / r.Batches)]):0} us a batch"),
            });
            if (engine is not null)
            {
                bench.Add(Figure.Of(Name, $"{name}: share of the sink", "ratio", own.Zip(sink, (a, b) => a.RowsPerServerSecond / b.RowsPerServerSecond)) with
                {
                    Goal = engine == Engine.Sqlite ? 0.5 : 0.33,
                });
            }
        }
    }

    private static long Most(Engine? engine) => engine == Engine.Redis ? MostBatchesOnRedis : long.MaxValue;
}
