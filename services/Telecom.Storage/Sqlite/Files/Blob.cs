using System.Runtime.InteropServices;

namespace Telecom.Storage.Sqlite.Files;

/// <summary>Bytes as the driver takes them.</summary>
internal static class Blob
{
    /// <summary>The array behind the memory when it is all of it, else a copy.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) && segment.Array is { } array && array.Length == segment.Count
            ? array
            : memory.ToArray();
}
