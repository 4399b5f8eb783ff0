using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One way of compressing messages, known to both sides by its name.</summary>
public interface ICompressionProvider
{
    /// <summary>The name in the grpc-encoding and grpc-accept-encoding headers.</summary>
    string EncodingName { get; }

    /// <summary>Opens a stream that compresses what is written to it. Disposing it ends the message and leaves the inner stream open.</summary>
    /// <param name="stream">Where the compressed bytes go.</param>
    /// <param name="compressionLevel">The level, or null for the provider's own.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>Opens a stream that decompresses what is read from it. Disposing it leaves the inner stream open.</summary>
    /// <param name="stream">Where the compressed bytes come from.</param>
    Stream CreateDecompressionStream(Stream stream);
}
