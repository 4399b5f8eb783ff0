using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>
/// The check of a batch on its encoded columns, for batches in which nothing is wrong: the same rules as <see cref="BatchChecker"/>, a
/// column at a time. Whatever it does not accept is left to that one, which says what and why; it never accepts what that one refuses.
/// </summary>
internal static class ColumnChecker
{
    /// <summary>
    /// Bases and instants below this: adding any 64-bit delta to an instant in the allowed range then cannot come back into the range by
    /// overflow.
    /// </summary>
    private const long OrdinaryTime = 1L << 62;

    /// <summary>Checks a batch.</summary>
    /// <param name="batch">The batch; its declarations were taken.</param>
    /// <param name="handles">The handles of its stream, begun for this batch.</param>
    /// <param name="used">Receives the circuits of its samples.</param>
    /// <param name="nowUs">The server's clock, microseconds since the Unix epoch.</param>
    /// <param name="maxFutureUs">How far in the future an instant may lie, microseconds.</param>
    /// <param name="newestUs">The newest instant, when the result is true; <see cref="long.MinValue"/> when there is no sample.</param>
    /// <returns>True when every sample may be stored.</returns>
    public static bool Accepts(
        scoped in SampleBatchView batch, HandleTable handles, UsedCircuits used, long nowUs, long maxFutureUs, out long newestUs) =>
        AcceptsInstants(batch, nowUs, maxFutureUs, out newestUs)
        && Fit(batch)
        && AcceptValues(batch.Latency.Values, SampleRules.MaxLatencyUs)
        && AcceptValues(batch.Throughput.Values, SampleRules.MaxThroughputBps)
        && AcceptsLoss(batch.Loss)
        && AcceptsCircuits(batch, handles, used);

    private static bool Fit(scoped in SampleBatchView batch) =>
        batch.Latency.TimeDeltas.Count == batch.Latency.Circuits.Count
        && batch.Latency.Values.Length == batch.Latency.Circuits.Count
        && batch.Throughput.TimeDeltas.Count == batch.Throughput.Circuits.Count
        && batch.Throughput.Values.Length == batch.Throughput.Circuits.Count
        && batch.Loss.TimeDeltas.Count == batch.Loss.Circuits.Count
        && batch.Loss.Sent.Count == batch.Loss.Circuits.Count
        && batch.Loss.Lost.Count == batch.Loss.Circuits.Count;

    private static bool AcceptsInstants(scoped in SampleBatchView batch, long nowUs, long maxFutureUs, out long newestUs)
    {
        // Not the base: no sample need lie there.
        newestUs = long.MinValue;
        long latestUs = nowUs + maxFutureUs;
        if (batch.BaseTimeUs is <= -OrdinaryTime or >= OrdinaryTime || latestUs is < SampleRules.EarliestInstantUs or >= OrdinaryTime)
        {
            return false;
        }

        // Tables of one batch often have the very same instants, and equal bytes are equal columns.
        ReadOnlySpan<byte> first = batch.Latency.TimeDeltas.Bytes;
        ReadOnlySpan<byte> second = batch.Throughput.TimeDeltas.Bytes;
        return AcceptInstants(batch.Latency.TimeDeltas, batch.BaseTimeUs, latestUs, ref newestUs)
            && (second.SequenceEqual(first) || AcceptInstants(batch.Throughput.TimeDeltas, batch.BaseTimeUs, latestUs, ref newestUs))
            && (batch.Loss.TimeDeltas.Bytes.SequenceEqual(first)
                || batch.Loss.TimeDeltas.Bytes.SequenceEqual(second)
                || AcceptInstants(batch.Loss.TimeDeltas, batch.BaseTimeUs, latestUs, ref newestUs));
    }

    private static bool AcceptInstants(ZigZagColumn deltas, long baseUs, long latestUs, ref long newestUs)
    {
        if (!deltas.Bytes.ContainsAnyExcept((byte)0))
        {
            newestUs = deltas.Count == 0 ? newestUs : Math.Max(newestUs, baseUs);
            return deltas.Count == 0 || baseUs is >= SampleRules.EarliestInstantUs && baseUs <= latestUs;
        }

        long[] rented = ArrayPool<long>.Shared.Rent(deltas.Count);
        Span<long> entries = rented.AsSpan(0, deltas.Count);
        bool accepted = deltas.TryDecode(entries);
        ulong range = (ulong)(latestUs - SampleRules.EarliestInstantUs);
        long timeUs = baseUs;
        foreach (long delta in entries)
        {
            // One that overflows becomes negative, and so falls out of the range like every other that is too early or too late.
            timeUs = unchecked(timeUs + delta);
            newestUs = Math.Max(newestUs, timeUs);
            accepted &= (ulong)(timeUs - SampleRules.EarliestInstantUs) <= range;
            if (!accepted)
            {
                break;
            }
        }

        ArrayPool<long>.Shared.Return(rented);
        return accepted;
    }

    /// <summary>Every value is 0 to a maximum, which no NaN and no infinity is.</summary>
    private static bool AcceptValues<T>(ReadOnlySpan<T> values, T max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> most = new(max);
        foreach (Vector<T> vector in vectors)
        {
            if (!Vector.GreaterThanOrEqualAll(vector, Vector<T>.Zero) || !Vector.LessThanOrEqualAll(vector, most))
            {
                return false;
            }
        }

        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            if (!(value >= T.Zero && value <= max))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AcceptsLoss(LossView loss)
    {
        int rows = loss.Sent.Count;
        uint[] rented = ArrayPool<uint>.Shared.Rent(2 * rows);
        Span<uint> sent = rented.AsSpan(0, rows);
        Span<uint> lost = rented.AsSpan(rows, rows);
        bool accepted = loss.Sent.TryDecode(sent) && loss.Lost.TryDecode(lost);
        for (int row = 0; accepted && row < rows; row++)
        {
            accepted = SampleRules.CheckLoss(sent[row], lost[row]) == SampleFault.None;
        }

        ArrayPool<uint>.Shared.Return(rented);
        return accepted;
    }

    private static bool AcceptsCircuits(scoped in SampleBatchView batch, HandleTable handles, UsedCircuits used)
    {
        ReadOnlySpan<byte> first = batch.Latency.Circuits.Bytes;
        ReadOnlySpan<byte> second = batch.Throughput.Circuits.Bytes;
        ReadOnlySpan<byte> third = batch.Loss.Circuits.Bytes;
        if (used.Covers(handles, first, second, third))
        {
            return true;
        }

        used.Clear();
        bool accepted = AcceptCircuits(batch.Latency.Circuits, handles, used)
            && (second.SequenceEqual(first) || AcceptCircuits(batch.Throughput.Circuits, handles, used))
            && (third.SequenceEqual(first) || third.SequenceEqual(second) || AcceptCircuits(batch.Loss.Circuits, handles, used));
        if (accepted)
        {
            used.Keep(handles, first, second, third);
        }

        return accepted;
    }

    private static bool AcceptCircuits(VarintColumn column, HandleTable handles, UsedCircuits used)
    {
        uint[] rented = ArrayPool<uint>.Shared.Rent(column.Count);
        Span<uint> entries = rented.AsSpan(0, column.Count);
        bool accepted = column.TryDecode(entries);
        for (int row = 0; accepted && row < entries.Length; row++)
        {
            DeclaredCircuit? circuit = handles.Find(entries[row]);
            if (circuit is not { Standing: CircuitStanding.Known })
            {
                // Nor is it added: what is added must be the customer's own.
                accepted = false;
            }
            else if (circuit.LastUse != handles.Uses)
            {
                circuit.LastUse = handles.Uses;
                used.Add(circuit.Declaration);
            }
        }

        ArrayPool<uint>.Shared.Return(rented);
        return accepted;
    }
}
