using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Ingestion.Otlp.Http;

/// <summary>Reads the body of a request, within a limit that holds for what was sent and for what it inflates to.</summary>
internal static class OtlpHttpBody
{
    private const int Step = 64 * 1024;

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED: the body is larger.</exception>
    /// <exception cref="UnreadableBodyException">Its encoding is not known, or the body is not so encoded.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        string encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadAsync(request.Body, maxBytes, cancellationToken);
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableBodyException($"content-encoding is \"{(encoding.Length > 40 ? encoding[..40] : encoding)}\"; allowed are gzip and identity");
        }

        try
        {
            await using GZipStream inflated = new(request.Body, CompressionMode.Decompress, leaveOpen: true);
            return await ReadAsync(inflated, maxBytes, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new UnreadableBodyException($"the body is not gzip: {exception.Message}", exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int maxBytes, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> read = new();
        while (true)
        {
            int count = await body.ReadAsync(read.GetMemory(Step), cancellationToken);
            if (count == 0)
            {
                return read.WrittenMemory;
            }

            read.Advance(count);
            if (read.WrittenCount > maxBytes)
            {
                throw TooLarge(maxBytes);
            }
        }
    }

    private static RpcFailure TooLarge(int maxBytes) => new(
        StatusCode.ResourceExhausted,
        ErrorReason.LimitExceeded,
        $"The body has more than {maxBytes} bytes, sent or inflated (Listen:MaxReceiveMessageBytes).",
        metadata: new Dictionary<string, string> { ["limit"] = "max_message_bytes", ["most"] = $"{maxBytes}" });
}
