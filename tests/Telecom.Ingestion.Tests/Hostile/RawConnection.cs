using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>
/// A client of HTTP/2 (RFC 9113) that keeps no rule: it writes what it is given and answers nothing. Header fields go as literals without
/// indexing (RFC 7541 section 6.2.2), so that its bytes do not depend on what was sent before.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte WindowUpdate = 8;
    private const byte EndStream = 1;
    private const int MaxFrame = 16_384;

    private readonly Socket _socket;

    private RawConnection(Socket socket) => _socket = socket;

    /// <summary>Opens a connection.</summary>
    /// <param name="address">"http://127.0.0.1:port".</param>
    public static async Task<RawConnection> ConnectAsync(string address)
    {
        Uri server = new(address);
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096, SendBufferSize = 65_536 };
        await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port);
        return new RawConnection(socket);
    }

    /// <summary>Preface and settings.</summary>
    /// <param name="window">What the server may send on a stream before it is allowed more.</param>
    public static byte[] Opening(uint window = 65_535)
    {
        byte[] settings = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(settings, 4);
        BinaryPrimitives.WriteUInt32BigEndian(settings.AsSpan(2), window);
        return [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, settings)];
    }

    /// <summary>The headers of a call.</summary>
    public static byte[] Call(uint stream, string token, string? encoding = null, string path = "/telecom.ingestion.v1.IngestionService/StreamSamples")
    {
        List<byte> block = [];
        Field(block, ":method", "POST");
        Field(block, ":scheme", "http");
        Field(block, ":path", path);
        Field(block, ":authority", "localhost");
        Field(block, "content-type", "application/grpc");
        Field(block, "te", "trailers");
        Field(block, "authorization", "Bearer " + token);
        if (encoding is not null)
        {
            Field(block, "grpc-encoding", encoding);
        }

        return Frame(Headers, 0x4, stream, [.. block]);
    }

    /// <summary>A message in as many frames as it needs.</summary>
    public static byte[] Message(uint stream, byte[] message, bool compressed = false)
    {
        byte[] prefix = new byte[5];
        prefix[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), (uint)message.Length);
        return [.. prefix.Concat(message).Chunk(MaxFrame).SelectMany(part => Frame(Data, 0, stream, part))];
    }

    public static byte[] Message(uint stream, IMessage message) => Message(stream, message.ToByteArray());

    public static byte[] Frame(byte type, byte flags, uint stream, byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>Sends bytes; false when the server has hung up.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Reads what is there, until the server says no more or the socket closes; gives back how many bytes that were.</summary>
    public async Task<long> DrainAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        long total = 0;
        try
        {
            int read;
            while ((read = await _socket.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                total += read;
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // Cut off, or enough.
        }

        return total;
    }

    /// <summary>Reads the server's frames until it ends a stream, and gives back all that they say of it: headers, data, trailers, the code of a reset.</summary>
    /// <exception cref="EndOfStreamException">The server hung up first.</exception>
    public async Task<byte[]> EndOfAsync(uint stream)
    {
        using CancellationTokenSource limit = new(Bound.Limit);
        await using NetworkStream bytes = new(_socket, ownsSocket: false);
        byte[] header = new byte[9];
        List<byte> said = [];
        while (true)
        {
            await bytes.ReadExactlyAsync(header, limit.Token);
            byte[] payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await bytes.ReadExactlyAsync(payload, limit.Token);
            if (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(5)) != stream)
            {
                continue;
            }

            said.AddRange(payload);
            if (header[3] == ResetStream || (header[3] is Data or Headers && (header[4] & EndStream) != 0))
            {
                return [.. said];
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static void Field(List<byte> block, string name, string value)
    {
        block.Add(0);
        Text(block, name);
        Text(block, value);
    }

    private static void Text(List<byte> block, string text)
    {
        int length = text.Length;
        if (length < 127)
        {
            block.Add((byte)length);
        }
        else
        {
            block.Add(127);
            for (length -= 127; length >= 128; length >>= 7)
            {
                block.Add((byte)(length | 0x80));
            }

            block.Add((byte)length);
        }

        block.AddRange(Encoding.ASCII.GetBytes(text));
    }
}
