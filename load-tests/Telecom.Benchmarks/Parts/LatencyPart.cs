using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// How long a batch waits for its durable acknowledgement at a steady rate, from the instant at which it was due (open model). The
/// generator's own lateness is part of it, and told apart.
/// </summary>
internal sealed class LatencyPart : IPart
{
    private const int ValuesPerSecond = 100_000;
    private const int Circuits = 160;

    /// <inheritdoc/>
    public string Name => "Acknowledgement at 100,000 values a second";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        var plan = new LoadPlan(bench.Templates(Circuits, Circuits, rows: Circuits), Circuits * 16);
        foreach (Engine engine in bench.EnginesFor(Name))
        {
            await using ServiceSet set = await bench.StartAsync(new ServiceSetOptions(engine, new Population(plan.Population)), cancellationToken);
            LoadTarget target = LoadTarget.Of($"ingestion on {engine.Name()}", set);
            await LoadPhase.OfferAsync(target, plan, ValuesPerSecond, bench.Length(4), cancellationToken);
            PhaseResult result = await LoadPhase.OfferAsync(target, plan, ValuesPerSecond, bench.Length(10), cancellationToken);
            string note = FormattableString.Invariant(
                $"{result.Batches} batches of {plan.Templates.Shape.Values} values on {plan.Lanes} streams; generator late by p99 {Ms(result.LagUs, 99):0.0} ms, included; {result.ServerSeconds / result.WallSeconds:0.00} server cores busy");
            bench.Add(new Figure(Name, $"{target.Name}, due to acknowledged, p50", Ms(result.LatencyUs, 50), "ms"));
            bench.Add(new Figure(Name, $"{target.Name}, due to acknowledged, p99", Ms(result.LatencyUs, 99), "ms") { Goal = 20, AtMost = true, Note = note });
            bench.Progress(FormattableString.Invariant($"{target.Name}: p50 {Ms(result.LatencyUs, 50):0.0} ms, p99 {Ms(result.LatencyUs, 99):0.0} ms; {note}"));
        }
    }

    private static double Ms(IReadOnlyList<long> sorted, int percent) => Statistics.Percentile(sorted, percent) / 1000.0;
}
