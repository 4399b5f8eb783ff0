using Google.Protobuf;
using Google.Protobuf.Collections;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Ingestion.Tests.Wire;

/// <summary>Makes messages again of what views say, so that they can be compared with those of the generated parser.</summary>
internal static class ViewContents
{
    /// <summary>The batch that a view shows; null when a column must be left to the generated parser.</summary>
    public static SampleBatch? ToBatch(SampleBatchView view)
    {
        SampleBatch batch = new() { Sequence = view.Sequence, BaseTimeUs = view.BaseTimeUs };
        AddCircuits(batch.Circuits, view.Circuits);
        int spans = 0;
        foreach (SuspectSpanView span in view.Suspect)
        {
            batch.Suspect.Add(new SuspectSpan { StartUs = span.StartUs, EndUs = span.EndUs, Reason = span.Reason });
            spans++;
        }

        Assert.Equal(view.Suspect.Count, spans);
        bool read = true;
        if (view.Latency.IsPresent)
        {
            batch.Latency = new LatencyTable();
            read &= TryAdd(batch.Latency.Circuit, view.Latency.Circuits) & TryAdd(batch.Latency.TimeDeltaUs, view.Latency.TimeDeltas);
            batch.Latency.LatencyUs.AddRange(view.Latency.Values.ToArray());
        }

        if (view.Throughput.IsPresent)
        {
            batch.Throughput = new ThroughputTable();
            read &= TryAdd(batch.Throughput.Circuit, view.Throughput.Circuits) & TryAdd(batch.Throughput.TimeDeltaUs, view.Throughput.TimeDeltas);
            batch.Throughput.ThroughputBps.AddRange(view.Throughput.Values.ToArray());
        }

        if (view.Loss.IsPresent)
        {
            batch.Loss = new LossTable();
            read &= TryAdd(batch.Loss.Circuit, view.Loss.Circuits) & TryAdd(batch.Loss.TimeDeltaUs, view.Loss.TimeDeltas);
            read &= TryAdd(batch.Loss.Sent, view.Loss.Sent) & TryAdd(batch.Loss.Lost, view.Loss.Lost);
        }

        return read ? batch : null;
    }

    /// <summary>The record that a view shows; null when a column must be left to the generated parser.</summary>
    public static LogRecord? ToRecord(LogRecordView view)
    {
        LogRecord record = new()
        {
            Agent = view.Agent,
            SpoolEpoch = ByteString.CopyFrom(view.SpoolEpoch),
            Lane = view.Lane,
            ReceivedAtUs = view.ReceivedAtUs,
            Suspect = view.Suspect,
            CircuitPrefix = System.Text.Encoding.ASCII.GetString(view.CircuitPrefixAscii),
        };
        AddCircuits(record.Circuits, view.Circuits);
        record.Batch = view.HasBatch ? ToBatch(view.Batch) : null;
        return view.HasBatch && record.Batch is null ? null : record;
    }

    private static void AddCircuits(RepeatedField<CircuitHandle> circuits, FieldList<CircuitHandleView> list)
    {
        foreach (CircuitHandleView circuit in list)
        {
            circuits.Add(new CircuitHandle { Handle = circuit.Handle, Circuit = circuit.Circuit });
        }

        Assert.Equal(list.Count, circuits.Count);
    }

    private static bool TryAdd(RepeatedField<uint> field, VarintColumn column)
    {
        uint[] entries = new uint[column.Count];
        bool read = column.TryDecode(entries);
        field.AddRange(entries);
        return read;
    }

    private static bool TryAdd(RepeatedField<long> field, ZigZagColumn column)
    {
        long[] entries = new long[column.Count];
        bool read = column.TryDecode(entries);
        field.AddRange(entries);
        return read;
    }
}
