using Telecom.Benchmarks.Ingest;
using Telecom.Benchmarks.Reporting;

namespace Telecom.Benchmarks.Parts;

/// <summary>Why the generated parser is not on the hot path: a batch from the wire to its log record, in this process, with it and without.</summary>
internal sealed class ParserPart : IPart
{
    private const int Batches = 20_000;
    private static readonly int[] Circuits = [1, 500];

    /// <inheritdoc/>
    public string Name => "A batch from wire to log record, by generated parser and by columns";

    /// <inheritdoc/>
    public Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        foreach (int circuits in Circuits)
        {
            var choice = new ParserChoice { Circuits = circuits };
            choice.Prepare();
            var generated = new List<double>();
            var columns = new List<double>();

            // Round 0 compiles.
            for (int round = 0; round <= bench.Rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (double byParser, double byColumns) = (Measure(bench, choice.Generated), Measure(bench, choice.Columns));
                if (round > 0)
                {
                    generated.Add(byParser);
                    columns.Add(byColumns);
                }
            }

            bench.Add(Figure.Of(Name, FormattableString.Invariant($"generated parser and writer, {circuits} circuits"), "us of CPU a batch", generated));
            bench.Add(Figure.Of(Name, FormattableString.Invariant($"columns where they stand, {circuits} circuits"), "us of CPU a batch", columns));
        }

        return Task.CompletedTask;
    }

    private static double Measure(BenchContext bench, Func<long> act)
    {
        int batches = bench.Count(Batches);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long sum = 0;
        for (int i = 0; i < batches; i++)
        {
            sum += act();
        }

        GC.KeepAlive(sum);
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / batches;
    }
}
