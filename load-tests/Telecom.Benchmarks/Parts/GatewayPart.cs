using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;
using Telecom.Hosting;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// What the gateway costs: the same streams to one ingestion service, directly and through the gateway, in turn within each round. The
/// processor time of both is told apart; the acknowledgement's delay is compared at a steady rate (open model).
/// </summary>
internal sealed class GatewayPart : IPart
{
    private const int CircuitsPerLane = 50;
    private const int BatchesPerSecond = 400;
    private static readonly int[] SamplesPerBatch = [1, 50, 500];

    /// <inheritdoc/>
    public string Name => "Gateway between agents and ingestion";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        await using var started = new Started();
        LoadPlan[] plans =
        [
            .. SamplesPerBatch.Select(rows => new LoadPlan(bench.Templates(Math.Min(rows, CircuitsPerLane), CircuitsPerLane, rows), CircuitsPerLane * 16)),
        ];
        KeyDirectory keys = started.Keep(await KeyDirectory.StartAsync());
        ServiceSet set = started.Keep(await bench.StartAsync(
            new ServiceSetOptions(Engine.Sqlite, new Population(plans[0].Population)) { GatewayCatalog = keys.Address }, cancellationToken));
        LoadTarget direct = LoadTarget.Of("direct", set);
        var through = new LoadTarget("through the gateway", set.Address(ServiceNames.Gateway), set.Processes, _ => KeyDirectory.Secret);
        foreach (LoadTarget target in new[] { direct, through })
        {
            bench.Progress($"warming {target.Name}");
            await WarmUp.RunAsync(target, plans[1], bench.Length(1.5), long.MaxValue, null, cancellationToken);
        }

        foreach (LoadPlan plan in plans)
        {
            await CostAsync(bench, plan, direct, through, cancellationToken);
            await DelayAsync(bench, plan, direct, through, cancellationToken);
        }
    }

    private async Task CostAsync(BenchContext bench, LoadPlan plan, LoadTarget direct, LoadTarget through, CancellationToken cancellationToken)
    {
        List<PhaseResult> alone = [];
        List<PhaseResult> behind = [];
        for (int round = 0; round < bench.Rounds; round++)
        {
            alone.Add(await LoadPhase.SaturateAsync(direct, plan, bench.Length(3), long.MaxValue, null, cancellationToken));
            behind.Add(await LoadPhase.SaturateAsync(through, plan, bench.Length(3), long.MaxValue, null, cancellationToken));
            bench.Progress(FormattableString.Invariant(
                $"{Of(plan)}: direct {Cost(alone[^1], ServiceNames.Ingestion):0.00} us a sample; through: ingestion {Cost(behind[^1], ServiceNames.Ingestion):0.00}, gateway {Cost(behind[^1], ServiceNames.Gateway):0.00}"));
        }

        const string Unit = "us of CPU a sample";
        string note = FormattableString.Invariant(
            $"{behind.Sum(r => (double)r.Batches):0} batches of {plan.Templates.BatchBytes} bytes on {plan.Lanes} streams and {plan.Connections} connections; {Median(behind, r => r.Rows / r.WallSeconds):0} samples a second through the gateway, {Median(alone, r => r.Rows / r.WallSeconds):0} directly; generator apart");
        bench.Add(Figure.Of(Name, $"{Of(plan)}, direct: ingestion", Unit, alone.Select(r => Cost(r, ServiceNames.Ingestion))));
        bench.Add(Figure.Of(Name, $"{Of(plan)}, through the gateway: ingestion", Unit, behind.Select(r => Cost(r, ServiceNames.Ingestion))));
        bench.Add(Figure.Of(Name, $"{Of(plan)}, through the gateway: gateway", Unit, behind.Select(r => Cost(r, ServiceNames.Gateway))) with { Note = note });
        bench.Add(Figure.Of(
            Name, $"{Of(plan)}, gateway to direct ingestion", "ratio", behind.Zip(alone, (b, a) => Cost(b, ServiceNames.Gateway) / Cost(a, ServiceNames.Ingestion))));
    }

    private async Task DelayAsync(BenchContext bench, LoadPlan plan, LoadTarget direct, LoadTarget through, CancellationToken cancellationToken)
    {
        List<PhaseResult> alone = [];
        List<PhaseResult> behind = [];
        int rate = BatchesPerSecond * plan.Templates.Shape.Values;
        foreach (LoadTarget target in new[] { direct, through })
        {
            await LoadPhase.OfferAsync(target, plan, rate, bench.Length(1), cancellationToken);
        }

        for (int round = 0; round < bench.Rounds; round++)
        {
            alone.Add(await LoadPhase.OfferAsync(direct, plan, rate, bench.Length(4), cancellationToken));
            behind.Add(await LoadPhase.OfferAsync(through, plan, rate, bench.Length(4), cancellationToken));
        }

        foreach (int percent in (int[])[50, 99])
        {
            string name = $"{Of(plan)}, {BatchesPerSecond} batches a second, due to acknowledged, p{percent}";
            bench.Add(Figure.Of(Name, $"{name}, direct", "ms", alone.Select(r => Ms(r.LatencyUs, percent))));
            bench.Add(Figure.Of(Name, $"{name}, through the gateway", "ms", behind.Select(r => Ms(r.LatencyUs, percent))));
            bench.Add(Figure.Of(Name, $"{name}, added", "ms", behind.Zip(alone, (b, a) => Ms(b.LatencyUs, percent) - Ms(a.LatencyUs, percent))) with
            {
                Note = FormattableString.Invariant($"generator late by p99 {Median(behind, r => Ms(r.LagUs, 99)):0.0} ms through the gateway and {Median(alone, r => Ms(r.LagUs, 99)):0.0} ms directly, included"),
            });
        }
    }

    private static string Of(LoadPlan plan) => FormattableString.Invariant($"{plan.Templates.Shape.Rows} samples a batch");

    private static double Cost(PhaseResult result, string process) => result.SecondsByProcess[process] * 1e6 / result.Rows;

    private static double Median(IEnumerable<PhaseResult> results, Func<PhaseResult, double> of) => Statistics.Median([.. results.Select(of)]);

    private static double Ms(IReadOnlyList<long> sorted, int percent) => Statistics.Percentile(sorted, percent) / 1000.0;
}
