using Telecom.Benchmarks.Fold;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;

namespace Telecom.Benchmarks.Parts;

/// <summary>Folding alone, in this process: from a log in memory into a real embedded store, from 100 to 100,000 circuits.</summary>
internal sealed class FoldAlonePart : IPart
{
    private const int RolledUpCircuits = 1_000;
    private const int RolledUpMinutes = 60;

    /// <summary>Circuits and minutes of each: about as many values in all but the last, which has a minute of each circuit.</summary>
    private static readonly (int Circuits, int Minutes)[] Logs = [(100, 300), (1_000, 30), (10_000, 3), (100_000, 1)];

    /// <inheritdoc/>
    public string Name => "Folding alone, on the embedded engine";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        (int Circuits, int Minutes)[] logs = bench.Options.Short ? [(100, 10), (1_000, 1)] : Logs;
        _ = await FoldAsync(bench, logs[0], withRollups: true, cancellationToken);
        var rates = logs.ToDictionary(l => l, _ => new List<double>());
        for (int round = 0; round < bench.Rounds; round++)
        {
            foreach ((int Circuits, int Minutes) log in logs)
            {
                rates[log].Add(await FoldAsync(bench, log, withRollups: false, cancellationToken));
                bench.Progress(FormattableString.Invariant($"{log.Circuits} circuits: {rates[log][^1]:0.00} M values per CPU s"));
            }
        }

        foreach ((int Circuits, int Minutes) log in logs)
        {
            bench.Add(Figure.Of(Name, FormattableString.Invariant($"{log.Circuits} circuits, {log.Minutes} minutes of each"), "M values per CPU s", rates[log]) with
            {
                Goal = 3,
            });
        }

        double[] medians = [.. logs.Select(l => Statistics.Median(rates[l]))];
        bench.Add(new Figure(Name, "cost of a value, dearest against cheapest", ((medians.Max() / medians.Min()) - 1) * 100, "% more") { Goal = 15, AtMost = true });
        if (!bench.Options.Short)
        {
            double rolled = await FoldAsync(bench, (RolledUpCircuits, RolledUpMinutes), withRollups: true, cancellationToken);
            bench.Add(new Figure(Name, FormattableString.Invariant($"{RolledUpCircuits} circuits, {RolledUpMinutes} minutes of each, hours and days rolled up"), rolled, "M values per CPU s"));
        }
    }

    private static async Task<double> FoldAsync(BenchContext bench, (int Circuits, int Minutes) log, bool withRollups, CancellationToken cancellationToken)
    {
        string folder = bench.NewFolder();
        (long values, TimeSpan processor, _) = await FoldBench.RunAsync(log.Circuits, log.Minutes, withRollups, folder, cancellationToken);
        Directory.Delete(folder, recursive: true);
        long expected = (long)log.Circuits * log.Minutes * 60 * 3;
        return values == expected ? values / processor.TotalSeconds / 1e6 : throw new ReconciliationException($"{expected} values were in the log, {values} are counted");
    }
}
