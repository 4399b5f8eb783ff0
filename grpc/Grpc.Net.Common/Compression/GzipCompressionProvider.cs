using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Compression with gzip (RFC 1952).</summary>
public sealed class GzipCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _defaultLevel;

    /// <summary>Creates the provider.</summary>
    /// <param name="defaultCompressionLevel">The level for calls that name none.</param>
    public GzipCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new EmptyMessageStream(stream, new GZipStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true), EmptyMessages.Gzip);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
