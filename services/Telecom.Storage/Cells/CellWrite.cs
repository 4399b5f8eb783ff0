namespace Telecom.Storage.Cells;

/// <summary>A whole cell to write, replacing what the partition had under its key.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Cell">Its bytes (MinuteCellCodec of the domain).</param>
public readonly record struct CellWrite(CellKey Key, ReadOnlyMemory<byte> Cell);
