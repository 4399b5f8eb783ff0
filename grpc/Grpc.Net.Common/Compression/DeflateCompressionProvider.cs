using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Compression with what HTTP calls deflate: the zlib format (RFC 1950), not the bare deflate stream.</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _defaultLevel;

    /// <summary>Creates the provider.</summary>
    /// <param name="defaultCompressionLevel">The level for calls that name none.</param>
    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new EmptyMessageStream(stream, new ZLibStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true), EmptyMessages.Deflate);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
