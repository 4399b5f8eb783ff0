using System.Globalization;
using Telecom.Benchmarks.Scenarios;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Benchmarks;

/// <summary>
/// Processor time of a statement: what a machine that others use at the same time lengthens much less than the time on the clock. It has
/// all threads of this process, so the garbage collector's too.
/// </summary>
internal static class ProcessorTime
{
    private const int Statements = 4_000;
    private const int Rounds = 5;

    /// <summary>Prints the least of some rounds, for each shape, with and without the other readings.</summary>
    public static void Print(TextWriter output)
    {
        RatingFacts[] facts = [.. Enumerable.Range(0, 60).Select(number => CircuitMonth.Facts(StatementBenchmark.Outages, number))];
        foreach (Shape shape in Enum.GetValues<Shape>())
        {
            // The first shape would else be charged with compiling what all of them share.
            _ = Least(Promises.Of(shape, withReadings: true), facts);
        }

        foreach (Shape shape in Enum.GetValues<Shape>())
        {
            Agreement alone = Promises.Of(shape, withReadings: false);
            Agreement all = Promises.Of(shape, withReadings: true);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{shape}: {Least(alone, facts):0.0} us of processor time a statement, {Least(all, facts):0.0} us with {all.Newest.Alternatives.Count - 1} other readings"));
        }
    }

    private static double Least(Agreement agreement, RatingFacts[] facts)
    {
        double least = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < Statements; i++)
            {
                _ = StatementRater.Rate(agreement, facts[i % facts.Length]);
            }

            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Statements);
        }

        return least;
    }
}
