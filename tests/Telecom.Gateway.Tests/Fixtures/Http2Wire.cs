using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>An HTTP/2 client that writes its frames by hand (RFC 9113), on the cleartext port.</summary>
internal sealed class Http2Wire : IDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;

    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;

    private Http2Wire(TcpClient tcp) => (_tcp, _stream) = (tcp, tcp.GetStream());

    /// <summary>Connects and says what every client says first.</summary>
    public static async Task<Http2Wire> ConnectAsync(Uri address, int receiveBuffer = 0)
    {
        var tcp = new TcpClient();
        if (receiveBuffer > 0)
        {
            tcp.ReceiveBufferSize = receiveBuffer;
        }

        await tcp.ConnectAsync(address.Host, address.Port);
        var wire = new Http2Wire(tcp);
        await wire._stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await wire.SendAsync(Frame(Settings, 0, 0, []));
        return wire;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>A GET whose answer is asked for to the end of the request.</summary>
    public static byte[] Get(int stream, string path) => Frame(
        Headers, 0x05, stream, [.. Field(":method", "GET"), .. Field(":scheme", "http"), .. Field(":path", path), .. Field(":authority", "localhost")]);

    /// <summary>A gRPC call whose messages are still to come.</summary>
    public static byte[] Post(int stream, string path, string secret) => Frame(
        Headers,
        0x04,
        stream,
        [
            .. Field(":method", "POST"), .. Field(":scheme", "http"), .. Field(":path", path), .. Field(":authority", "localhost"),
            .. Field("content-type", "application/grpc"), .. Field("te", "trailers"), .. Field("authorization", $"Bearer {secret}"),
        ]);

    public static byte[] ResetOf(int stream) => Frame(Reset, 0, stream, [0, 0, 0, 8]);

    public static byte[] SettingsWith(short id, int value)
    {
        byte[] payload = new byte[6];
        BinaryPrimitives.WriteInt16BigEndian(payload, id);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(2), value);
        return Frame(Settings, 0, 0, payload);
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>The next frame; null when the server has closed the connection.</summary>
    public async Task<(byte Type, byte Flags, int Stream, byte[] Payload)?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            byte[] head = new byte[9];
            await _stream.ReadExactlyAsync(head, cancellationToken);
            byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload, cancellationToken);
            return (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _tcp.Dispose();

    /// <summary>A header that is in no table (RFC 7541, 6.2.2), of at most 126 bytes each.</summary>
    private static byte[] Field(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
