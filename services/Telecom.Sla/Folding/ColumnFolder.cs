using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Names;
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
internal sealed partial class ColumnFolder(WorkingSet cells, long retentionUs)
{
    /// <summary>Steps after which the handles of a lane that none of them had a record of are forgotten.</summary>
    internal const int TableSteps = 256;

    private readonly Dictionary<ProducerLane, HandleTable> _tables = [];
    private readonly Dictionary<(string Circuit, string Agent), Series> _series = [];
    private readonly KeyColumns _latency = new();
    private readonly KeyColumns _throughput = new();
    private readonly KeyColumns _loss = new();
    private uint[] _sent = [];
    private uint[] _lost = [];
    private HandleTable _handles = new();
    private long _oldestMinute = long.MinValue;
    private long _validity = 1;
    private long _steps;
    private ulong _late;

    /// <summary>The next step begins: cells that were handed out are not good any more.</summary>
    public void NextStep()
    {
        Invalidate();
        if (++_steps % TableSteps != 0)
        {
            return;
        }

        // Each handle holds the last cell that it was used for, whether or not that is hot still: lanes that ended let go of theirs.
        foreach ((ProducerLane lane, HandleTable table) in _tables)
        {
            if (table.UsedInStep < _steps - TableSteps)
            {
                _tables.Remove(lane);
            }
        }
    }

    /// <summary>Forgets handles and series; the working set must be empty.</summary>
    public void Clear()
    {
        _tables.Clear();
        _series.Clear();
        Invalidate();
    }

    /// <summary>Handles that are in memory, by lane.</summary>
    internal int Tables => _tables.Count;

    /// <summary>Folds the samples of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="counts">What is counted; the late ones of this record are added to the samples of their metric too.</param>
    /// <returns>Samples that came too late.</returns>
    /// <exception cref="FormatException">The columns cannot be folded; the working set may have part of them and must be dropped.</exception>
    /// <exception cref="OverflowException">As above: an instant lies outside of what 64 bits hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As above: an instant's minute, or a value, lies outside of what a cell holds.</exception>
    public ulong Fold(in DecodedRecord record, ref FoldCounts counts)
    {
        long oldest = (record.ReceivedAtUs - retentionUs) / UtcInstant.PerMinute;
        if (oldest != _oldestMinute)
        {
            // What was in time for the last record may be too late for this one.
            _oldestMinute = oldest;
            Invalidate();
        }

        _late = 0;
        _handles = TableOf(record.Lane);
        _handles.UsedInStep = _steps;
        string agent = record.Lane.Agent;
        if (record.Parsed is null && LogRecordView.TryRead(record.Bytes.Span, out LogRecordView view) && TryFold(view, agent, ref counts))
        {
            return _late;
        }

        Fold(record.Parsed ?? LogRecord.Parser.ParseFrom(record.Bytes.Span), agent, ref counts);
        return _late;
    }

    private bool TryFold(in LogRecordView view, string agent, ref FoldCounts counts)
    {
        SampleBatchView batch = view.Batch;
        if (!CanDecode(batch))
        {
            return false;
        }

        _handles.Declare(view.CircuitPrefixAscii, view.Circuits, circuit => SeriesOf(circuit, agent));
        BeginMarks(view.Suspect, batch.Suspect);
        if (batch.Latency is { IsPresent: true } latency)
        {
            FoldLatency(latency.Circuits.Count, latency.TimeDeltas.Count, latency.Values, batch.BaseTimeUs);
            counts.LatencySamples += (ulong)latency.Circuits.Count;
        }

        if (batch.Throughput is { IsPresent: true } throughput)
        {
            FoldThroughput(throughput.Circuits.Count, throughput.TimeDeltas.Count, throughput.Values, batch.BaseTimeUs);
            counts.ThroughputSamples += (ulong)throughput.Circuits.Count;
        }

        if (batch.Loss is { IsPresent: true } loss)
        {
            FoldLoss(loss.Circuits.Count, loss.TimeDeltas.Count, loss.Sent.Count, loss.Lost.Count, batch.BaseTimeUs);
            counts.LossSamples += (ulong)loss.Circuits.Count;
        }

        return true;
    }

    /// <summary>Decodes every column of numbers; false when one is not in the usual encoding, and then nothing was folded.</summary>
    private bool CanDecode(in SampleBatchView batch) =>
        (!batch.Latency.IsPresent || _latency.TryDecode(batch.Latency.Circuits, batch.Latency.TimeDeltas))
        && (!batch.Throughput.IsPresent || _throughput.TryDecode(batch.Throughput.Circuits, batch.Throughput.TimeDeltas))
        && (!batch.Loss.IsPresent
            || (_loss.TryDecode(batch.Loss.Circuits, batch.Loss.TimeDeltas)
                && KeyColumns.TryDecode(batch.Loss.Sent, ref _sent)
                && KeyColumns.TryDecode(batch.Loss.Lost, ref _lost)));

    private void Fold(LogRecord record, string agent, ref FoldCounts counts)
    {
        _handles.Declare(record.CircuitPrefix, record.Circuits, circuit => SeriesOf(circuit, agent));
        SampleBatch batch = record.Batch;
        BeginMarks(record.Suspect, batch.Suspect);
        if (batch.Latency is { } latency)
        {
            _latency.Copy(latency.Circuit, latency.TimeDeltaUs);
            FoldLatency(latency.Circuit.Count, latency.TimeDeltaUs.Count, [.. latency.LatencyUs], batch.BaseTimeUs);
            counts.LatencySamples += (ulong)latency.Circuit.Count;
        }

        if (batch.Throughput is { } throughput)
        {
            _throughput.Copy(throughput.Circuit, throughput.TimeDeltaUs);
            FoldThroughput(throughput.Circuit.Count, throughput.TimeDeltaUs.Count, [.. throughput.ThroughputBps], batch.BaseTimeUs);
            counts.ThroughputSamples += (ulong)throughput.Circuit.Count;
        }

        if (batch.Loss is { } loss)
        {
            _loss.Copy(loss.Circuit, loss.TimeDeltaUs);
            _sent = [.. loss.Sent];
            _lost = [.. loss.Lost];
            FoldLoss(loss.Circuit.Count, loss.TimeDeltaUs.Count, loss.Sent.Count, loss.Lost.Count, batch.BaseTimeUs);
            counts.LossSamples += (ulong)loss.Circuit.Count;
        }

        if (batch.Distribution is { } distribution)
        {
            FoldDistributions(distribution, batch.BaseTimeUs, ref counts);
        }
    }

    private void FoldLatency(int rows, int times, ReadOnlySpan<float> values, long time)
    {
        RequireEqual("latency", rows, times, values.Length);
        ReadOnlySpan<uint> circuits = _latency.Circuits(rows);
        ReadOnlySpan<long> deltas = _latency.Deltas(rows);
        for (int i = 0; i < circuits.Length; i++)
        {
            float value = values[i];
            Require(SampleRules.CheckLatency(value), "latency", i);
            time = checked(time + deltas[i]);
            Find(circuits[i], time)?.AddLatency(new UtcInstant(time), SampleRules.LatencyNanoseconds(value));
        }
    }

    private void FoldThroughput(int rows, int times, ReadOnlySpan<double> values, long time)
    {
        RequireEqual("throughput", rows, times, values.Length);
        ReadOnlySpan<uint> circuits = _throughput.Circuits(rows);
        ReadOnlySpan<long> deltas = _throughput.Deltas(rows);
        for (int i = 0; i < circuits.Length; i++)
        {
            double value = values[i];
            Require(SampleRules.CheckThroughput(value), "throughput", i);
            time = checked(time + deltas[i]);
            Find(circuits[i], time)?.AddThroughput(new UtcInstant(time), SampleRules.ThroughputBitsPerSecond(value));
        }
    }

    private void FoldLoss(int rows, int times, int sentRows, int lostRows, long time)
    {
        RequireEqual("loss", rows, times, sentRows);
        RequireEqual("loss", rows, rows, lostRows);
        ReadOnlySpan<uint> circuits = _loss.Circuits(rows);
        ReadOnlySpan<long> deltas = _loss.Deltas(rows);
        for (int i = 0; i < circuits.Length; i++)
        {
            uint sent = _sent[i];
            uint lost = _lost[i];
            Require(SampleRules.CheckLoss(sent, lost), "loss", i);
            time = checked(time + deltas[i]);
            Find(circuits[i], time)?.AddLoss(new UtcInstant(time), sent, lost);
        }
    }

    /// <summary>The cell that a sample belongs to; null when it came too late, and then it is counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MinuteCell? Find(uint handle, long timeUs)
    {
        CircuitCursor cursor = _handles.Find(handle) ?? throw new FormatException($"handle {handle} is not declared");
        MinuteCell? cell = cursor.Validity == _validity && (ulong)(timeUs - cursor.StartUs) < UtcInstant.PerMinute ? cursor.Cell : Search(cursor, timeUs);
        if (_hasMarks && cell is not null)
        {
            Mark(cell, timeUs);
        }

        return cell;
    }

    private MinuteCell? Search(CircuitCursor cursor, long timeUs)
    {
        if (timeUs < SampleRules.EarliestInstantUs)
        {
            throw new FormatException($"a sample's instant {timeUs} lies before the year 2000");
        }

        long minute = timeUs / UtcInstant.PerMinute;
        if (minute < _oldestMinute)
        {
            _late++;
            cells.CountLate(new CellKey(cursor.Series.Circuit, cursor.Series.Agent, minute));
            return null;
        }

        cursor.Cell = cells.Touch(cursor.Series, minute);
        cursor.StartUs = minute * UtcInstant.PerMinute;
        cursor.Validity = _validity;
        return cursor.Cell;
    }

    private void Invalidate() => _validity++;

    private HandleTable TableOf(ProducerLane lane)
    {
        ref HandleTable? table = ref CollectionsMarshal.GetValueRefOrAddDefault(_tables, lane, out _);
        return table ??= new HandleTable();
    }

    private Series SeriesOf(string circuit, string agent)
    {
        ref Series? series = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, (circuit, agent), out _);
        return series ??= new Series(circuit, agent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Require(SampleFault fault, string table, int row)
    {
        if (fault != SampleFault.None)
        {
            Throw(fault, table, row);
        }
    }

    private static void Throw(SampleFault fault, string table, int row) => throw new FormatException($"{table} row {row}: {fault}");

    private static void RequireEqual(string table, int circuits, int times, int values)
    {
        if (circuits != times || circuits != values)
        {
            throw new FormatException($"the columns of {table} have {circuits}, {times} and {values} entries");
        }
    }
}
