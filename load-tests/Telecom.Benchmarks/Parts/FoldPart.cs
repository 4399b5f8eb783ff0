using Google.Protobuf;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// The whole way of a sample: received, durable, acknowledged, and counted in measurement cells. Processor time is that of ingestion,
/// measurement and the store together, until the last sample is counted.
/// </summary>
internal sealed class FoldPart : IPart
{
    private const int Circuits = 1000;
    private const int BatchesPerLane = 250;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "Ingestion with folding into cells";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        var plan = new LoadPlan(bench.Templates(500, 500), Circuits);
        string agent = Population.Agent(plan.Agent);
        foreach (Engine engine in bench.EnginesFor(Name))
        {
            var options = new ServiceSetOptions(engine, new Population(plan.Population)) { WithMeasurement = true };
            await using ServiceSet set = await bench.StartAsync(options, cancellationToken);
            LoadTarget target = LoadTarget.Of($"ingestion and measurement on {engine.Name()}", set);
            int batches = bench.Count(BatchesPerLane);
            await WarmUp.RunAsync(target, plan, Limit, batches, FoldedAsync, cancellationToken);
            var results = new List<PhaseResult>();
            for (int round = 0; round < bench.Rounds; round++)
            {
                results.Add(await LoadPhase.SaturateAsync(target, plan, Limit, batches, FoldedAsync, cancellationToken));
                bench.Progress(FormattableString.Invariant($"{target.Name}: {results[^1].ValuesPerServerSecond / 1e6:0.00} M values per server CPU s"));
            }

            bench.Add(Figure.Of(Name, $"{target.Name}, 500 circuits a batch", "M values per server CPU s", results.Select(r => r.ValuesPerServerSecond / 1e6)) with
            {
                Note = FormattableString.Invariant($"{results[0].Batches} batches a round, {Statistics.Median([.. results.Select(r => r.ServerMicrosecondsPerBatch)]):0} us a batch{results[^1].Split}, 1 value a second and metric of {Circuits} circuits; sent = acknowledged = stored = counted"),
            });

            Task FoldedAsync(ByteString epoch, ulong values) => Folded.WaitAsync(set, agent, epoch, values, cancellationToken);
        }
    }
}
