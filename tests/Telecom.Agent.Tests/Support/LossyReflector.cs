using System.Net;
using System.Net.Sockets;
using Telecom.Agent.Stamp;

namespace Telecom.Agent.Tests.Support;

/// <summary>A reflector that does to each packet what the test says: the actions get the packet's own sequence number and the answer.</summary>
internal sealed class LossyReflector : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;
    private readonly Func<uint, byte[], IEnumerable<byte[]>> _answers;

    public LossyReflector(Func<uint, byte[], IEnumerable<byte[]>> answers)
    {
        _answers = answers;
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public int Received { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _serving;
        _socket.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult received = await _socket.ReceiveAsync(_ended.Token);
                Received++;
                Assert.True(SenderPacket.TryRead(received.Buffer, out SenderPacket request));
                byte[] answer = new byte[received.Buffer.Length];
                new ReflectedPacket(request.Sequence, request.Timestamp, request.Error, request.Timestamp, request, 255).Write(answer);
                foreach (byte[] packet in _answers(request.Sequence, answer))
                {
                    await _socket.SendAsync(packet, received.RemoteEndPoint, _ended.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
