namespace Telecom.Storage.Cells;

/// <summary>A whole roll-up to write, replacing what the partition had under its key, and no longer due.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Cell">Its bytes (RollupCodec of the domain).</param>
public readonly record struct RollupWrite(RollupKey Key, ReadOnlyMemory<byte> Cell);
