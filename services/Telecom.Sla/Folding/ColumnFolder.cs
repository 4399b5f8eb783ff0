using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Folding;

/// <summary>
/// Folds the columns of one record: one pass over each table, one look-up by handle for each sample, and one search for a cell when a
/// circuit goes on to another minute.
/// </summary>
/// <param name="cells">Where samples go.</param>
/// <param name="retentionUs">How far before its receipt a sample's minute may lie, microseconds.</param>
internal sealed class ColumnFolder(WorkingSet cells, long retentionUs)
{
    private readonly Dictionary<uint, Cursor> _handles = [];
    private string _agent = "";
    private long _oldestMinute;
    private ulong _late;

    /// <summary>Folds the samples of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="counts">What is counted; the late ones of this record are added to the samples of their metric too.</param>
    /// <returns>Samples that came too late.</returns>
    /// <exception cref="FormatException">The columns cannot be folded; the working set may have part of them and must be dropped.</exception>
    /// <exception cref="OverflowException">As above: an instant lies outside of what 64 bits hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As above: an instant's minute, or a value, lies outside of what a cell holds.</exception>
    public ulong Fold(LogRecord record, ref FoldCounts counts)
    {
        _agent = record.Agent;
        _oldestMinute = (record.ReceivedAtUs - retentionUs) / UtcInstant.PerMinute;
        _late = 0;
        Declare(record);
        SampleBatch batch = record.Batch;
        if (batch.Latency is { } latency)
        {
            Fold(latency, batch.BaseTimeUs);
            counts.LatencySamples += (ulong)latency.Circuit.Count;
        }

        if (batch.Throughput is { } throughput)
        {
            Fold(throughput, batch.BaseTimeUs);
            counts.ThroughputSamples += (ulong)throughput.Circuit.Count;
        }

        if (batch.Loss is { } loss)
        {
            Fold(loss, batch.BaseTimeUs);
            counts.LossSamples += (ulong)loss.Circuit.Count;
        }

        return _late;
    }

    private void Declare(LogRecord record)
    {
        _handles.Clear();
        for (int i = 0; i < record.Circuits.Count; i++)
        {
            CircuitHandle declared = record.Circuits[i];
            if (declared.Circuit.Length == 0 || !_handles.TryAdd(declared.Handle, new Cursor(declared.Circuit)))
            {
                throw new FormatException($"handle {declared.Handle} is declared twice or for no circuit");
            }
        }
    }

    private void Fold(LatencyTable table, long baseTimeUs)
    {
        int rows = table.Circuit.Count;
        RequireEqual("latency", rows, table.TimeDeltaUs.Count, table.LatencyUs.Count);
        long time = baseTimeUs;
        for (int i = 0; i < rows; i++)
        {
            float value = table.LatencyUs[i];
            Require(SampleRules.CheckLatency(value), "latency", i);
            time = checked(time + table.TimeDeltaUs[i]);
            if (Find(table.Circuit[i], time) is { } cell)
            {
                cell.AddLatency(new UtcInstant(time), SampleRules.LatencyNanoseconds(value));
            }
        }
    }

    private void Fold(ThroughputTable table, long baseTimeUs)
    {
        int rows = table.Circuit.Count;
        RequireEqual("throughput", rows, table.TimeDeltaUs.Count, table.ThroughputBps.Count);
        long time = baseTimeUs;
        for (int i = 0; i < rows; i++)
        {
            double value = table.ThroughputBps[i];
            Require(SampleRules.CheckThroughput(value), "throughput", i);
            time = checked(time + table.TimeDeltaUs[i]);
            if (Find(table.Circuit[i], time) is { } cell)
            {
                cell.AddThroughput(new UtcInstant(time), SampleRules.ThroughputBitsPerSecond(value));
            }
        }
    }

    private void Fold(LossTable table, long baseTimeUs)
    {
        int rows = table.Circuit.Count;
        RequireEqual("loss", rows, table.TimeDeltaUs.Count, table.Sent.Count);
        RequireEqual("loss", rows, rows, table.Lost.Count);
        long time = baseTimeUs;
        for (int i = 0; i < rows; i++)
        {
            uint sent = table.Sent[i];
            uint lost = table.Lost[i];
            Require(SampleRules.CheckLoss(sent, lost), "loss", i);
            time = checked(time + table.TimeDeltaUs[i]);
            if (Find(table.Circuit[i], time) is { } cell)
            {
                cell.AddLoss(new UtcInstant(time), sent, lost);
            }
        }
    }

    /// <summary>The cell that a sample belongs to; null when it came too late, and then it is counted.</summary>
    private MinuteCell? Find(uint handle, long timeUs)
    {
        if (!_handles.TryGetValue(handle, out Cursor? cursor))
        {
            throw new FormatException($"handle {handle} is not declared");
        }

        if (timeUs < SampleRules.EarliestInstantUs)
        {
            throw new FormatException($"a sample's instant {timeUs} lies before the year 2000");
        }

        long minute = timeUs / UtcInstant.PerMinute;
        if (minute != cursor.Minute)
        {
            cursor.Minute = minute;
            cursor.Cell = minute < _oldestMinute ? null : cells.Touch(new CellKey(cursor.Circuit, _agent, minute));
        }

        if (cursor.Cell is null)
        {
            _late++;
            cells.CountLate(new CellKey(cursor.Circuit, _agent, minute));
        }

        return cursor.Cell;
    }

    private static void Require(SampleFault fault, string table, int row)
    {
        if (fault != SampleFault.None)
        {
            throw new FormatException($"{table} row {row}: {fault}");
        }
    }

    private static void RequireEqual(string table, int circuits, int times, int values)
    {
        if (circuits != times || circuits != values)
        {
            throw new FormatException($"the columns of {table} have {circuits}, {times} and {values} entries");
        }
    }

    /// <summary>Where a circuit of the record is: the minute that its last sample fell into.</summary>
    private sealed class Cursor(string circuit)
    {
        public string Circuit { get; } = circuit;

        public long Minute { get; set; } = long.MinValue;

        public MinuteCell? Cell { get; set; }
    }
}
