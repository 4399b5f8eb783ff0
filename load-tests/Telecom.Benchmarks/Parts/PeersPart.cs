using System.Globalization;
using Google.Protobuf;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Peers;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Parts;

/// <summary>
/// What others would take for the same: VictoriaMetrics and Prometheus of Debian get points of the same form (1,000 circuits, latency,
/// throughput and loss once a second), in turn with our services. A point is one value. They do not sync before they answer; we do.
/// </summary>
internal sealed class PeersPart : IPart
{
    private const int Circuits = 1000;
    private const int SecondsPerRound = 600;
    private const int OwnBatchesPerLane = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public string Name => "Points per server CPU second beside VictoriaMetrics and Prometheus";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        await using var started = new Started();
        var rounds = new Dictionary<string, List<double>>();
        var plan = new LoadPlan(bench.Templates(500, 500), Circuits);
        var contestants = new List<(string Name, Func<int, Task<double>> Round)>();
        foreach (bool folding in (bool[])[false, true])
        {
            contestants.Add(await OursAsync(bench, plan, folding, started, cancellationToken));
        }

        foreach (PeerKind kind in PeerKind.All)
        {
            try
            {
                Peer peer = started.Keep(await Peer.StartAsync(kind, bench.NewFolder(), cancellationToken));
                contestants.Add((kind.Name, round => PeerRoundAsync(bench, peer, round, cancellationToken)));
            }
            catch (ToolMissingException missing)
            {
                bench.Report.Skipped.Add(new Failure(kind.Name, missing.Message));
            }
        }

        // Round 0 warms.
        for (int round = 0; round <= bench.Rounds; round++)
        {
            foreach ((string name, Func<int, Task<double>> act) in contestants)
            {
                double points = await act(round);
                bench.Progress(FormattableString.Invariant($"{name}{(round == 0 ? ", warming" : "")}: {points / 1e6:0.00} M points per server CPU s"));
                if (round > 0)
                {
                    CollectionOf(rounds, name).Add(points / 1e6);
                }
            }
        }

        Report(bench, rounds, [.. contestants.Select(c => c.Name)]);
    }

    private void Report(BenchContext bench, Dictionary<string, List<double>> rounds, string[] names)
    {
        foreach (string name in names)
        {
            bench.Add(Figure.Of(Name, name, "M points per server CPU s", rounds[name]));
        }

        foreach (string peer in names.Skip(2))
        {
            for (int own = 0; own < 2; own++)
            {
                bench.Add(Figure.Of(Name, $"{names[own]}: times {peer}", "ratio", rounds[names[own]].Zip(rounds[peer], (a, b) => a / b)) with
                {
                    Goal = own == 0 ? 8 : 4,
                });
            }
        }
    }

    private static async Task<(string Name, Func<int, Task<double>> Round)> OursAsync(
        BenchContext bench, LoadPlan plan, bool folding, Started started, CancellationToken cancellationToken)
    {
        var options = new ServiceSetOptions(Engine.Sqlite, new Population(plan.Population)) { WithMeasurement = folding };
        ServiceSet set = started.Keep(await bench.StartAsync(options, cancellationToken));
        LoadTarget target = LoadTarget.Of(folding ? "Telecom, durable and folded into cells" : "Telecom, durable and acknowledged", set);
        string agent = Population.Agent(plan.Agent);
        await WarmUp.RunAsync(target, plan, Limit, bench.Count(OwnBatchesPerLane / 2), FoldedAsync, cancellationToken);
        return (target.Name, RoundAsync);

        async Task<double> RoundAsync(int round)
        {
            int batches = bench.Count(folding ? OwnBatchesPerLane / 2 : OwnBatchesPerLane);
            PhaseResult result = await LoadPhase.SaturateAsync(target, plan, Limit, batches, AfterAsync, cancellationToken);
            return result.ValuesPerServerSecond;
        }

        Task FoldedAsync(ByteString epoch, ulong values) => folding ? Folded.WaitAsync(set, agent, epoch, values, cancellationToken) : Task.CompletedTask;

        async Task AfterAsync(ByteString epoch, ulong values)
        {
            await FoldedAsync(epoch, values);

            // As long as the others are given to write what they still hold in memory.
            await SettleAsync(bench, cancellationToken);
        }
    }

    private static async Task<double> PeerRoundAsync(BenchContext bench, Peer peer, int round, CancellationToken cancellationToken)
    {
        int seconds = Math.Max(PointSource.SecondsPerBody, bench.Count(SecondsPerRound) / PointSource.SecondsPerBody * PointSource.SecondsPerBody);
        var source = new PointSource(Circuits, peer.StartSeconds + ((long)round * seconds), seconds, bench.Options.Seed + round);
        byte[][] bodies = [.. source.Bodies(peer.Kind.Form)];
        double before = ProcessorClock.SecondsOf([peer.Process]);
        await peer.SendAsync(bodies, cancellationToken);
        await SettleAsync(bench, cancellationToken);
        double processor = ProcessorClock.SecondsOf([peer.Process]) - before;
        long points = (long)Circuits * seconds * 3;
        string at = (peer.StartSeconds + ((long)(round + 1) * seconds) - 1).ToString(CultureInfo.InvariantCulture);
        await peer.ReconcileAsync(at, seconds, points, cancellationToken);
        return points / Math.Max(processor, 0.01);
    }

    private static Task SettleAsync(BenchContext bench, CancellationToken cancellationToken) =>
        Task.Delay(bench.Options.Short ? Settle / 10 : Settle, TimeProvider.System, cancellationToken);

    private static List<double> CollectionOf(Dictionary<string, List<double>> rounds, string name)
    {
        if (!rounds.TryGetValue(name, out List<double>? list))
        {
            rounds[name] = list = [];
        }

        return list;
    }
}
