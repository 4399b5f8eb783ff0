using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// What one customer's flood does to another's acknowledgements: the same load through the same gateway alone and beside the flood, in
/// turns. All of its samples must be stored and none refused. The generator of the flood runs on the same machine, so what it costs is in
/// the figures too.
/// </summary>
internal sealed class NoisyPart : IPart
{
    private const int ValuesPerSecond = 20_000;
    private const int Circuits = 20;
    private const int Lanes = 4;
    private const string Neighbour = "noisy";

    private static readonly Dictionary<string, string> Quotas = new()
    {
        ["Gateway:Quotas:RequestsPerSecondPerCaller"] = "50",
        ["Gateway:Quotas:RequestsPerSecondPerCustomer"] = "100",
        ["Gateway:Quotas:RequestBurst"] = "00:00:02",
        ["Gateway:Quotas:ConcurrentCallsPerCaller"] = "16",
        ["Gateway:Quotas:ConcurrentCallsPerCustomer"] = "32",
        ["Gateway:Quotas:FailedIdentitiesPerMinutePerAddress"] = "60",
        ["Ingestion:MaxSamplesPerSecondPerAgent"] = "40000",
        ["Ingestion:MaxSamplesPerSecondPerCustomer"] = "40000",
        ["Ingestion:QuotaBurst"] = "00:00:02",
        ["Ingestion:QuotaPatience"] = "00:00:00",
    };

    /// <inheritdoc/>
    public string Name => "Acknowledgement beside a customer that floods";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        await using GatewaySet set = await GatewaySet.StartAsync(bench, Quotas, cancellationToken);
        LoadTarget target = set.Target(await set.RegisterAsync(Population.CustomerId, Circuits * Lanes, cancellationToken));
        string secret = await set.RegisterAsync(Neighbour, 1, cancellationToken);
        var plan = new LoadPlan(bench.Templates(Circuits, Circuits, rows: Circuits), Circuits * Lanes) { Lanes = Lanes };
        _ = await LoadPhase.OfferAsync(target, plan, ValuesPerSecond, bench.Length(5), cancellationToken);
        List<PhaseResult> alone = [];
        List<PhaseResult> beside = [];
        List<string> notes = [];
        for (int round = 0; round < bench.Rounds; round++)
        {
            alone.Add(await LoadPhase.OfferAsync(target, plan, ValuesPerSecond, bench.Length(10), cancellationToken));
            (PhaseResult result, string note) = await BesideFloodAsync(bench, set, target, plan, secret, cancellationToken);
            beside.Add(result);
            notes.Add(note);
            bench.Progress(FormattableString.Invariant(
                $"p50 {Ms(alone[^1], 50):0.0} ms alone, {Ms(result, 50):0.0} ms beside the flood; p99 {Ms(alone[^1], 99):0.0} ms and {Ms(result, 99):0.0} ms; {note}"));
        }

        foreach (int percent in (int[])[50, 99])
        {
            bench.Add(Figure.Of(Name, $"due to acknowledged, alone, p{percent}", "ms", [.. alone.Select(r => Ms(r, percent))]));
            bench.Add(Figure.Of(Name, $"due to acknowledged, beside the flood, p{percent}", "ms", [.. beside.Select(r => Ms(r, percent))]) with { Note = string.Join("; ", notes) });
            bench.Add(Figure.Of(Name, $"p{percent} beside the flood against alone", "ratio", [.. alone.Zip(beside, (a, b) => Ms(b, percent) / Ms(a, percent))]));
        }
    }

    private static async Task<(PhaseResult Result, string Note)> BesideFloodAsync(
        BenchContext bench, GatewaySet set, LoadTarget target, LoadPlan plan, string secret, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var flood = new Flood(set.Address, Neighbour, secret);
        long start = TimeProvider.System.GetTimestamp();
        Task flooding = flood.RunAsync(stop.Token);
        PhaseResult result;
        try
        {
            result = await LoadPhase.OfferAsync(target, plan, ValuesPerSecond, bench.Length(10), cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await flooding;
        }

        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return flood is { Refused: > 0, Others: 0 }
            ? (result, FormattableString.Invariant($"of the flood {flood.Answered / seconds:0} a second let in, {flood.Refused / seconds:0} refused"))
            : throw new ReconciliationException(FormattableString.Invariant($"of the flood {flood.Refused} were refused by a quota and {flood.Others} failed otherwise"));
    }

    private static double Ms(PhaseResult result, int percent) => Statistics.Percentile(result.LatencyUs, percent) / 1000.0;
}
