namespace Grpc.Net.Compression;

/// <summary>An empty message, compressed.</summary>
internal static class EmptyMessages
{
    /// <summary>RFC 1952: a ten-byte header, the final empty deflate block, and the CRC-32 and length of nothing.</summary>
    public static ReadOnlyMemory<byte> Gzip { get; } = new byte[]
    {
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff,
        3, 0,
        0, 0, 0, 0,
        0, 0, 0, 0,
    };

    /// <summary>RFC 1950: a two-byte header, the final empty deflate block, and the Adler-32 of nothing.</summary>
    public static ReadOnlyMemory<byte> Deflate { get; } = new byte[]
    {
        0x78, 0x9c,
        3, 0,
        0, 0, 0, 1,
    };
}
