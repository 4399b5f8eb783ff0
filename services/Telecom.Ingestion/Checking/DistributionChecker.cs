using System.Globalization;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>Checks the rows of a table of distributions; what it accepts can be folded as it is.</summary>
internal static class DistributionChecker
{
    /// <summary>Most values of a row.</summary>
    public const ulong MaxCount = 1_000_000_000;

    /// <summary>Largest source error, which says that nothing bounds it.</summary>
    public const uint MaxSourceErrorPpm = 1_000_000_000;

    /// <summary>What is wrong with the columns; null when their lengths fit together.</summary>
    public static string? ColumnsDefect(DistributionTable table)
    {
        int rows = table.Circuit.Count;
        int[] lengths =
        [
            rows, table.TimeDeltaUs.Count, table.Metric.Count, table.Scale.Count, table.ZeroCount.Count, table.Sum.Count, table.Min.Count,
            table.Max.Count, table.Offset.Count, table.Buckets.Count, table.SourceErrorPpm.Count,
        ];
        ulong buckets = table.Buckets.Aggregate(0UL, (sum, b) => sum + b);
        return lengths.Any(length => length != rows) ? RefusalText.ColumnsDiffer(string.Join(", ", lengths))
            : buckets != (ulong)table.Counts.Count ? Text($"the rows have {buckets} buckets, counts has {table.Counts.Count} entries; they must be equal")
            : null;
    }

    /// <summary>What is wrong with the values of a row.</summary>
    /// <param name="table">A table whose columns fit together.</param>
    /// <param name="row">The row.</param>
    /// <param name="start">Index of the row's first entry in counts.</param>
    /// <returns>The reason and the field, its value and what is allowed; null when nothing is wrong.</returns>
    public static (RefusalReason Reason, string Detail)? ValueDefect(DistributionTable table, int row, int start)
    {
        if (table.Metric[row] is not (Metric.Latency or Metric.Throughput))
        {
            return Bad($"metric is {(int)table.Metric[row]}; allowed are METRIC_LATENCY and METRIC_THROUGHPUT");
        }

        if (table.Scale[row] != LogBuckets.Scale)
        {
            return Bad($"scale is {table.Scale[row]}; allowed is {LogBuckets.Scale}");
        }

        ulong most = (ulong)(table.Metric[row] == Metric.Latency ? SampleRules.MaxLatencyNanoseconds : SampleRules.MaxThroughputBitsPerSecond);
        if (table.Max[row] > most)
        {
            return (RefusalReason.TooLarge, Text($"max is {table.Max[row]}; allowed is at most {most}"));
        }

        int buckets = (int)table.Buckets[row];
        int first = table.Offset[row];
        if (buckets == 0 ? first != 0 : first < LogBuckets.First || (long)first + buckets - 1 > LogBuckets.Last)
        {
            return Bad($"offset is {first} with {buckets} buckets; allowed are buckets {LogBuckets.First} to {LogBuckets.Last}, and offset 0 without any");
        }

        UInt128 count = table.ZeroCount[row];
        UInt128 lowest = 0;
        UInt128 highest = 0;
        for (int i = 0; i < buckets; i++)
        {
            ulong values = table.Counts[start + i];
            if (values == 0)
            {
                if (i == 0 || i == buckets - 1)
                {
                    return Bad($"bucket {first + i} is at an end of the row and holds nothing; the first and the last must hold values");
                }

                continue;
            }

            (long low, long high) = (LogBuckets.LowestIn(first + i), LogBuckets.HighestIn(first + i));
            if (low > high)
            {
                return Bad($"bucket {first + i} has a count and holds no whole number");
            }

            count += values;
            lowest += (UInt128)low * values;
            highest += (UInt128)high * values;
        }

        lowest = UInt128.Max(lowest, count * table.Min[row]);
        highest = UInt128.Min(highest, count * table.Max[row]);
        return count == 0 || count > MaxCount ? Bad($"the row counts {count} values; allowed are 1 to {MaxCount}")
            : !IsIn(table.Min[row], table.ZeroCount[row] > 0 || buckets == 0, first) ? Bad($"min is {table.Min[row]}; it must be 0 when there are zeros, else in bucket {first}")
            : !IsIn(table.Max[row], buckets == 0, first + buckets - 1) ? Bad($"max is {table.Max[row]}; it must be in the last bucket, or 0 without buckets")
            : table.Min[row] > table.Max[row] ? Bad($"min is {table.Min[row]}, above max {table.Max[row]}")
            : table.Sum[row] < lowest || table.Sum[row] > highest ? Bad($"sum is {table.Sum[row]}; allowed by buckets, min and max are {lowest} to {highest}")
            : table.SourceErrorPpm[row] > MaxSourceErrorPpm ? Bad($"source_error_ppm is {table.SourceErrorPpm[row]}; allowed is at most {MaxSourceErrorPpm}")
            : null;
    }

    /// <summary>Checks the rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="handles">The stream's handles, after they learned the batch's declarations.</param>
    /// <param name="baseTimeUs">The batch's base time as sent, microseconds since the Unix epoch.</param>
    /// <param name="acceptedBaseUs">The base time of the accepted batch.</param>
    /// <param name="nowUs">The server's clock, microseconds since the Unix epoch.</param>
    /// <param name="maxFutureUs">How far in the future an instant may lie, microseconds.</param>
    /// <param name="circuits">Receives the declarations of handles that accepted rows are the first of the batch to use.</param>
    /// <param name="refuse">Called for each refused row: its number, its metric, reason and detail.</param>
    /// <returns>The accepted rows; null when there is none.</returns>
    public static DistributionTable? Accept(
        DistributionTable table,
        HandleTable handles,
        long baseTimeUs,
        long acceptedBaseUs,
        long nowUs,
        long maxFutureUs,
        ICollection<CircuitHandle> circuits,
        Action<int, Metric, RefusalReason, string> refuse)
    {
        if (ColumnsDefect(table) is { } columns)
        {
            for (int row = 0; row < Math.Max(1, table.Circuit.Count); row++)
            {
                refuse(row, row < table.Metric.Count ? table.Metric[row] : Metric.Latency, RefusalReason.ColumnsDiffer, columns);
            }

            return null;
        }

        DistributionTable accepted = new();
        Int128 time = baseTimeUs;
        Int128 before = acceptedBaseUs;
        int start = 0;
        for (int row = 0; row < table.Circuit.Count; start += (int)table.Buckets[row], row++)
        {
            time += table.TimeDeltaUs[row];
            long instantUs = time > long.MaxValue ? long.MaxValue : time < long.MinValue ? long.MinValue : (long)time;
            DeclaredCircuit? circuit = handles.Find(table.Circuit[row]);
            if ((CircuitDefect(table.Circuit[row], circuit) ?? InstantDefect(instantUs, nowUs, maxFutureUs) ?? ValueDefect(table, row, start)) is { } defect)
            {
                refuse(row, table.Metric[row], defect.Reason, defect.Detail);
                continue;
            }

            if (circuit is not null && circuit.LastUse != handles.Uses)
            {
                circuit.LastUse = handles.Uses;
                circuits.Add(circuit.Declaration);
            }

            Copy(table, row, start, (long)(time - before), accepted);
            before = time;
        }

        return accepted.Circuit.Count == 0 ? null : accepted;
    }

    private static (RefusalReason Reason, string Detail)? CircuitDefect(uint handle, DeclaredCircuit? circuit) => circuit?.Standing switch
    {
        CircuitStanding.Known => null,
        CircuitStanding.Unknown => (RefusalReason.UnknownCircuit, RefusalText.UnknownCircuit(circuit.Name)),
        CircuitStanding.Crowded => (RefusalReason.TooManySeries, circuit.Crowded ?? ""),
        CircuitStanding.Foreign => (RefusalReason.ForeignCircuit, RefusalText.ForeignCircuit(circuit.Name)),
        CircuitStanding.Unusable => (RefusalReason.BadHandle, RefusalText.UnusableHandle(handle)),
        _ => (RefusalReason.UnknownHandle, RefusalText.UndeclaredHandle(handle)),
    };

    private static (RefusalReason Reason, string Detail)? InstantDefect(long instantUs, long nowUs, long maxFutureUs) =>
        SampleRules.CheckInstant(instantUs, nowUs, maxFutureUs) switch
        {
            SampleFault.None => null,
            SampleFault.TimeInFuture => (RefusalReason.TimeInFuture, RefusalText.TimeInFuture(instantUs, nowUs + maxFutureUs)),
            _ => (RefusalReason.TimeOutOfRange, RefusalText.TimeOutOfRange(instantUs, SampleRules.EarliestInstantUs)),
        };

    private static bool IsIn(ulong value, bool zero, int bucket) =>
        zero ? value == 0 : value >= (ulong)LogBuckets.LowestIn(bucket) && value <= (ulong)LogBuckets.HighestIn(bucket);

    private static void Copy(DistributionTable from, int row, int start, long deltaUs, DistributionTable to)
    {
        to.Circuit.Add(from.Circuit[row]);
        to.TimeDeltaUs.Add(deltaUs);
        to.Metric.Add(from.Metric[row]);
        to.Scale.Add(from.Scale[row]);
        to.ZeroCount.Add(from.ZeroCount[row]);
        to.Sum.Add(from.Sum[row]);
        to.Min.Add(from.Min[row]);
        to.Max.Add(from.Max[row]);
        to.Offset.Add(from.Offset[row]);
        to.Buckets.Add(from.Buckets[row]);
        to.SourceErrorPpm.Add(from.SourceErrorPpm[row]);
        for (int i = 0; i < (int)from.Buckets[row]; i++)
        {
            to.Counts.Add(from.Counts[start + i]);
        }
    }

    private static (RefusalReason Reason, string Detail)? Bad(FormattableString detail) => (RefusalReason.BadDistribution, Text(detail));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
