using OpenTelemetry.Proto.Metrics.V1;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Otlp.Buckets;
using Telecom.Ingestion.Otlp.Door;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using static Telecom.Ingestion.Tests.Otlp.Exports;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>Random values through histograms of a sender, judged by the sorted values themselves.</summary>
public sealed class HistogramPropertyTests
{
    private static readonly string[] Units = ["s", "ms", "us", "ns"];

    [Fact]
    public void Percentiles_of_exponential_and_explicit_histograms_are_within_the_stated_error_of_the_values()
    {
        int rounds = Seeds.Full ? 5000 : 300;
        Random random = new(Seeds.Current);
        long values = 0;
        for (int round = 0; round < rounds; round++)
        {
            string unit = Units[random.Next(Units.Length)];
            double factor = unit switch { "s" => 1e9, "ms" => 1e6, "us" => 1e3, _ => 1 };
            double[] delays = [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => Delay(random) / factor)];
            Metric metric = random.Next(2) == 0
                ? Latency(unit, false, Exponential(random.Next(4, 11), delays, 60))
                : Latency(unit, false, ExplicitOf(random, delays));
            string context = $"TELECOM_SEED={Seeds.Current}, round {round}";
            MappedRequest mapped = new MapperRig(new Telecom.Ingestion.Otlp.OtlpOptions { MaxBuckets = 65536 }).Map(metric);
            Assert.True(mapped.Rejected == 0, $"{context}: {mapped.Message()}");
            Check(Assert.Single(mapped.Samples), [.. delays.Select(d => d * factor).Order()], context);
            values += delays.Length;
        }

        Proofs.Report("otlp-histograms", $"{rounds} histograms of {values} values: counts exact, sums and percentiles within the stated error");
    }

    [Fact]
    public void Values_that_may_be_more_than_0_are_not_told_as_exactly_0()
    {
        // The second bucket is so wide that the sum places all values at the very beginning of theirs.
        double[] delays = [.. Enumerable.Repeat(0.0, 10), .. Enumerable.Repeat(35.0, 80), .. Enumerable.Repeat(51.0, 10), 6e10];
        HistogramDataPoint point = Explicit([50], [90, 11], delays.Sum(), 60);
        (point.Min, point.Max) = (0, 6e10);
        MappedRequest mapped = new MapperRig(new Telecom.Ingestion.Otlp.OtlpOptions()).Map(Latency("ns", false, point));
        Check(Assert.Single(mapped.Samples), delays, "one wide bucket");
    }

    private static void Check(DoorSample sample, double[] sorted, string context)
    {
        DistributionRow row = sample.Distribution!;
        LogHistogram folded = Fold(sample);
        Assert.True(folded.Count == sorted.Length, $"{context}: {folded.Count} of {sorted.Length} values");
        Assert.True(row.Min == (ulong)Math.Round(sorted[0]) && row.Max == (ulong)Math.Round(sorted[^1]), $"{context}: {row.Min} to {row.Max}, not {sorted[0]} to {sorted[^1]}");
        double sum = sorted.Sum();
        Assert.True(Math.Abs((double)folded.Sum - sum) <= (sum * 0.012) + sorted.Length, $"{context}: sum {folded.Sum}, not {sum}");
        foreach (int percent in (int[])[1, 25, 50, 90, 95, 99])
        {
            double exact = sorted[Math.Max(0, (int)Math.Ceiling(percent * sorted.Length / 100.0) - 1)];
            QuantileEstimate estimate = folded.Quantile(new Ratio(percent, 100))!.Value;
            Assert.True(
                (exact >= (estimate.Low * 0.988) - 1 || row.SourceErrorPpm == DistributionChecker.MaxSourceErrorPpm) && exact <= (estimate.High * 1.012) + 1,
                $"{context}: p{percent} is said to be {estimate.Low} to {estimate.High}, and is {exact}; source error {row.SourceErrorPpm} ppm");
        }
    }

    /// <summary>As the log has it and cells count it: through the record, and the checker that streams go through too.</summary>
    private static LogHistogram Fold(DoorSample sample)
    {
        DistributionTable table = LogRecord.Parser.ParseFrom(DoorRecords.Encode(Names.Lane(), 1, 1, [sample])).Batch.Distribution;
        Assert.Null(DistributionChecker.ColumnsDefect(table));
        Assert.Null(DistributionChecker.ValueDefect(table, 0, 0));
        LogHistogram histogram = new();
        histogram.AddExponential(
            table.Scale[0], [.. table.Counts.Select(c => (long)c)], table.Offset[0], (long)table.ZeroCount[0], table.Sum[0], (long)table.Min[0], (long)table.Max[0], (int)table.SourceErrorPpm[0]);
        return histogram;
    }

    private static HistogramDataPoint ExplicitOf(Random random, double[] values)
    {
        double[] sorted = [.. values.Order()];
        double[] bounds = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => sorted[random.Next(sorted.Length)] * (0.5 + random.NextDouble())).Where(b => b > 0).Distinct().Order()];
        ulong[] counts = new ulong[bounds.Length + 1];
        foreach (double value in values)
        {
            counts[bounds.Count(b => b < value)]++;
        }

        HistogramDataPoint point = Explicit(bounds, counts, values.Sum(), 60);
        (point.Min, point.Max) = (sorted[0], sorted[^1]);
        return point;
    }

    /// <summary>A delay in nanoseconds: mostly milliseconds, seldom very short, very long or 0.</summary>
    private static double Delay(Random random) => random.Next(20) switch
    {
        0 => 0,
        1 => 1 + (random.NextDouble() * 1000),
        2 => 1e9 * (1 + (random.NextDouble() * 60)),
        _ => 1e6 * Math.Exp(random.NextDouble() * 5),
    };
}
