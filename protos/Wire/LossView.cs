using Telecom.Ingestion.V1;

namespace Telecom.Protos.Wire;

/// <summary>The columns of an encoded <see cref="LossTable"/>. Their counts are as sent, and may differ in a batch that was not checked.</summary>
public readonly ref struct LossView
{
    private LossView(VarintColumn circuits, ZigZagColumn timeDeltas, VarintColumn sent, VarintColumn lost)
    {
        IsPresent = true;
        Circuits = circuits;
        TimeDeltas = timeDeltas;
        Sent = sent;
        Lost = lost;
    }

    /// <summary>False when the batch has no such table.</summary>
    public bool IsPresent { get; }

    /// <summary>Handles.</summary>
    public VarintColumn Circuits { get; }

    /// <summary>Time deltas, microseconds.</summary>
    public ZigZagColumn TimeDeltas { get; }

    /// <summary>Packets sent.</summary>
    public VarintColumn Sent { get; }

    /// <summary>Packets lost.</summary>
    public VarintColumn Lost { get; }

    internal static bool TryRead(ReadOnlySpan<byte> message, out LossView view)
    {
        view = default;
        if (!ColumnSet.TryRead(message, 4, out ColumnSet columns))
        {
            return false;
        }

        view = new LossView(
            new VarintColumn(columns.First), new ZigZagColumn(columns.Second), new VarintColumn(columns.Third), new VarintColumn(columns.Fourth));
        return true;
    }
}
