using System.Buffers;
using System.IO.Pipelines;

namespace Telecom.Gateway.Listening;

/// <summary>
/// Tells HTTP/2 with prior knowledge from HTTP/1.1 by the first bytes of a connection: an HTTP/2 client must begin with the connection
/// preface "PRI * HTTP/2.0" (RFC 9113, 3.4), which no HTTP/1.1 request may begin with. Nothing is consumed.
/// </summary>
internal static class ProtocolSniffer
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n"u8;

    /// <summary>Judges the bytes received so far; null when they are too few to tell.</summary>
    /// <param name="received">The first bytes of the connection.</param>
    public static ClearTextProtocol? Judge(in ReadOnlySequence<byte> received)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        int length = (int)Math.Min(received.Length, Preface.Length);
        received.Slice(0, length).CopyTo(first);
        if (!first[..length].SequenceEqual(Preface[..length]))
        {
            return ClearTextProtocol.Http1;
        }

        return length == Preface.Length ? ClearTextProtocol.Http2 : null;
    }

    /// <summary>Waits until the protocol can be told; null when the connection ended before.</summary>
    /// <param name="input">The connection's input; everything read stays in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<ClearTextProtocol?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken);
            ClearTextProtocol? protocol = result.Buffer.IsEmpty ? null : Judge(result.Buffer);
            if (protocol is not null)
            {
                // Examined only up to the start, so that the next reader gets these bytes at once.
                input.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
                return protocol;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }
        }
    }
}
