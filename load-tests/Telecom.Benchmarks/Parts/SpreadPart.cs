using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>Whether a sample costs the same however many circuits there are: batches of one form from 100 to 100,800 circuits.</summary>
internal sealed class SpreadPart : IPart
{
    private const int CircuitsPerBatch = 100;
    private const int Lanes = 16;
    private static readonly int[] Circuits = [100, 1_600, 12_800, 100_800];

    /// <inheritdoc/>
    public string Name => "Cost of a sample from 100 to 100,800 circuits";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        LoadPlan[] plans = [.. Circuits.Select(c => new LoadPlan(bench.Templates(CircuitsPerBatch, Math.Max(CircuitsPerBatch, c / Lanes)), c))];
        await using ServiceSet set = await bench.StartAsync(new ServiceSetOptions(Engine.Sqlite, new Population(Circuits[^1])), cancellationToken);
        LoadTarget target = LoadTarget.Of("ingestion", set);
        await WarmUp.RunAsync(target, plans[1], bench.Length(2), long.MaxValue, null, cancellationToken);
        var costs = plans.ToDictionary(p => p, _ => new List<double>());
        for (int round = 0; round < bench.Rounds; round++)
        {
            foreach (LoadPlan plan in plans)
            {
                PhaseResult result = await LoadPhase.SaturateAsync(target, plan, bench.Length(2.5), long.MaxValue, null, cancellationToken);
                costs[plan].Add(1e9 / result.ValuesPerServerSecond);
            }
        }

        foreach (LoadPlan plan in plans)
        {
            bench.Add(Figure.Of(Name, FormattableString.Invariant($"ingestion on sqlite, {plan.Population} circuits"), "ns of server CPU a value", costs[plan]));
        }

        double[] medians = [.. plans.Select(p => Statistics.Median(costs[p]))];
        double spread = (medians.Max() / medians.Min()) - 1;
        bench.Add(new Figure(Name, "dearest against cheapest", spread * 100, "% more") { Goal = 15, AtMost = true });
        bench.Progress(FormattableString.Invariant($"cost of a value over {Circuits.Length} populations: {string.Join(", ", medians.Select(m => m.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))} ns"));
    }
}
