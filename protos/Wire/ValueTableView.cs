using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>
/// The columns of an encoded table with one value a row: <see cref="LatencyTable"/> (32-bit floats, microseconds) or
/// <see cref="ThroughputTable"/> (64-bit floats, bits per second). Their counts are as sent, and may differ in a batch that was not checked.
/// </summary>
/// <typeparam name="TValue">The value as it stands in the message, little-endian.</typeparam>
public readonly ref struct ValueTableView<TValue>
    where TValue : unmanaged
{
    private ValueTableView(VarintColumn circuits, ZigZagColumn timeDeltas, ReadOnlySpan<byte> values)
    {
        IsPresent = true;
        Circuits = circuits;
        TimeDeltas = timeDeltas;
        Values = MemoryMarshal.Cast<byte, TValue>(values);
    }

    /// <summary>False when the batch has no such table.</summary>
    public bool IsPresent { get; }

    /// <summary>Handles.</summary>
    public VarintColumn Circuits { get; }

    /// <summary>Time deltas, microseconds.</summary>
    public ZigZagColumn TimeDeltas { get; }

    /// <summary>The values, in the table's unit.</summary>
    public ReadOnlySpan<TValue> Values { get; }

    internal static bool TryRead(ReadOnlySpan<byte> message, out ValueTableView<TValue> view)
    {
        view = default;
        if (!ColumnSet.TryRead(message, 3, out ColumnSet columns) || columns.Third.Length % Unsafe.SizeOf<TValue>() != 0)
        {
            return false;
        }

        view = new ValueTableView<TValue>(new VarintColumn(columns.First), new ZigZagColumn(columns.Second), columns.Third);
        return true;
    }
}
