using Telecom.Protos.Wire;

namespace Telecom.Sla.Folding;

/// <summary>Handles and time deltas of one table, decoded; the memory is kept for the next record.</summary>
internal sealed class KeyColumns
{
    private uint[] _circuits = [];
    private long[] _deltas = [];

    /// <summary>Handles.</summary>
    public ReadOnlySpan<uint> Circuits(int rows) => _circuits.AsSpan(0, rows);

    /// <summary>Time deltas, microseconds.</summary>
    public ReadOnlySpan<long> Deltas(int rows) => _deltas.AsSpan(0, rows);

    /// <summary>Decodes both columns; false when one is not in the usual encoding.</summary>
    public bool TryDecode(in VarintColumn circuits, in ZigZagColumn deltas)
    {
        Room(ref _deltas, deltas.Count);
        return TryDecode(circuits, ref _circuits) && deltas.TryDecode(_deltas.AsSpan(0, deltas.Count));
    }

    /// <summary>Takes columns that were parsed.</summary>
    public void Copy(ICollection<uint> circuits, ICollection<long> deltas)
    {
        Room(ref _circuits, circuits.Count);
        Room(ref _deltas, deltas.Count);
        circuits.CopyTo(_circuits, 0);
        deltas.CopyTo(_deltas, 0);
    }

    /// <summary>Decodes a column; false when it is not in the usual encoding.</summary>
    public static bool TryDecode(in VarintColumn column, ref uint[] entries)
    {
        Room(ref entries, column.Count);
        return column.TryDecode(entries.AsSpan(0, column.Count));
    }

    private static void Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(length, array.Length * 2)];
        }
    }
}
