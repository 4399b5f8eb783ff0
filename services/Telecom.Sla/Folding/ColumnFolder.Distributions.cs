using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Folding;

/// <content>Distributions, which come from OTLP histograms: a row is one sample in all counts of samples.</content>
internal sealed partial class ColumnFolder
{
    private void FoldDistributions(DistributionTable table, long time, ref FoldCounts counts)
    {
        int rows = table.Circuit.Count;
        RequireEqual("distribution", rows, table.TimeDeltaUs.Count, table.Metric.Count);
        RequireEqual("distribution", rows, table.Scale.Count, table.ZeroCount.Count);
        RequireEqual("distribution", rows, table.Sum.Count, table.Min.Count);
        RequireEqual("distribution", rows, table.Max.Count, table.Offset.Count);
        RequireEqual("distribution", rows, table.Buckets.Count, table.SourceErrorPpm.Count);
        int at = 0;
        for (int row = 0; row < rows; row++)
        {
            time = checked(time + table.TimeDeltaUs[row]);
            int buckets = (int)Math.Min(table.Buckets[row], int.MaxValue);
            if (buckets > table.Counts.Count - at)
            {
                throw new FormatException($"distribution row {row} has {buckets} buckets, of which {table.Counts.Count - at} are there");
            }

            (MetricKind metric, LogHistogram histogram) = Read(table, row, at, buckets);
            at += buckets;
            Find(table.Circuit[row], time)?.AddDistribution(new UtcInstant(time), metric, histogram);
            if (metric == MetricKind.Latency)
            {
                counts.LatencySamples++;
            }
            else
            {
                counts.ThroughputSamples++;
            }
        }

        if (at != table.Counts.Count)
        {
            throw new FormatException($"distributions have {table.Counts.Count} counts, of which {at} belong to a row");
        }
    }

    private static (MetricKind Metric, LogHistogram Histogram) Read(DistributionTable table, int row, int at, int buckets)
    {
        MetricKind metric = table.Metric[row] switch
        {
            Metric.Latency => MetricKind.Latency,
            Metric.Throughput => MetricKind.Throughput,
            var other => throw new FormatException($"distribution row {row}: {other} has no distribution"),
        };
        LogHistogram histogram = new();
        try
        {
            checked
            {
                long[] counts = new long[buckets];
                for (int i = 0; i < buckets; i++)
                {
                    counts[i] = (long)table.Counts[at + i];
                }

                histogram.AddExponential(
                    table.Scale[row],
                    counts,
                    table.Offset[row],
                    (long)table.ZeroCount[row],
                    (UInt128)table.Sum[row],
                    (long)table.Min[row],
                    (long)table.Max[row],
                    (int)table.SourceErrorPpm[row]);
            }
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"distribution row {row}: {exception.Message}", exception);
        }

        return (metric, histogram);
    }
}
