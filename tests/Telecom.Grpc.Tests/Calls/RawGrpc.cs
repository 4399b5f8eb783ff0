using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Telecom.Grpc.Tests.Calls;

/// <summary>A gRPC client of a few lines, to see the very bytes that the server sends.</summary>
internal static class RawGrpc
{
    /// <summary>One message as it went over the wire: the compressed flag and the bytes after the length.</summary>
    public readonly record struct Frame(bool Compressed, byte[] Payload);

    /// <summary>Makes a unary or server streaming call and gives the frames and the encoding of the response.</summary>
    public static async Task<(string? Encoding, IReadOnlyList<Frame> Frames)> CallAsync(
        Uri server, string method, IMessage request, string acceptEncoding)
    {
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(server, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Pack(request.ToByteArray())),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.ParseAdd("trailers");
        message.Headers.Add("grpc-accept-encoding", acceptEncoding);
        using var response = await client.SendAsync(message);
        var frames = Unpack(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        return (response.Headers.TryGetValues("grpc-encoding", out var encoding) ? encoding.Single() : null, frames);
    }

    private static byte[] Pack(byte[] payload)
    {
        var frame = new byte[5 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    private static List<Frame> Unpack(ReadOnlySpan<byte> body)
    {
        var frames = new List<Frame>();
        while (body.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body[1..]);
            frames.Add(new Frame(body[0] == 1, [.. body.Slice(5, length)]));
            body = body[(5 + length)..];
        }

        return frames;
    }
}
