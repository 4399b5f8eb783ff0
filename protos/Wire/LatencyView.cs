using System.Runtime.InteropServices;
using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>The columns of an encoded <see cref="LatencyTable"/>. Their counts are as sent, and may differ in a batch that was not checked.</summary>
public readonly ref struct LatencyView
{
    private LatencyView(VarintColumn circuits, ZigZagColumn timeDeltas, ReadOnlySpan<byte> values)
    {
        IsPresent = true;
        Circuits = circuits;
        TimeDeltas = timeDeltas;
        Values = MemoryMarshal.Cast<byte, float>(values);
    }

    /// <summary>False when the batch has no such table.</summary>
    public bool IsPresent { get; }

    /// <summary>Handles.</summary>
    public VarintColumn Circuits { get; }

    /// <summary>Time deltas, microseconds.</summary>
    public ZigZagColumn TimeDeltas { get; }

    /// <summary>Round-trip delays, microseconds.</summary>
    public ReadOnlySpan<float> Values { get; }

    internal static bool TryRead(ReadOnlySpan<byte> message, out LatencyView view)
    {
        view = default;
        if (!ColumnSet.TryRead(message, 3, out ColumnSet columns) || columns.Third.Length % sizeof(float) != 0)
        {
            return false;
        }

        view = new LatencyView(new VarintColumn(columns.First), new ZigZagColumn(columns.Second), columns.Third);
        return true;
    }
}
