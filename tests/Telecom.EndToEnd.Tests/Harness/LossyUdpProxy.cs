using System.Net;
using System.Net.Sockets;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// A loopback stand-in for a lossy link: forwards datagrams between one client and one target, drops a seeded share of those towards
/// the target, and drops everything while it is down. It counts exactly what it forwarded and dropped.
/// </summary>
internal sealed class LossyUdpProxy : IAsyncDisposable
{
    private readonly Socket _front = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _back = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly Task _forth;
    private readonly Task _back2Front;
    private volatile EndPoint? _client;
    private volatile bool _down;
    private long _forwarded;
    private long _dropped;

    public LossyUdpProxy(int targetPort, double loss, int seed)
    {
        _random = new Random(seed);
        _loss = loss;
        _front.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _back.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _back.Connect(new IPEndPoint(IPAddress.Loopback, targetPort));
        _forth = ForthAsync();
        _back2Front = BackAsync();
    }

    public int Port => ((IPEndPoint)_front.LocalEndPoint!).Port;

    public long Forwarded => Interlocked.Read(ref _forwarded);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>True: the link is down, both ways.</summary>
    public bool Down
    {
        get => _down;
        set => _down = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_forth, _back2Front);
        _front.Dispose();
        _back.Dispose();
        _stop.Dispose();
    }

    private async Task ForthAsync()
    {
        byte[] buffer = new byte[65_536];
        while (await ReceiveAsync(_front, buffer) is { } received)
        {
            _client = received.RemoteEndPoint;
            if (_down || _random.NextDouble() < _loss)
            {
                Interlocked.Increment(ref _dropped);
                continue;
            }

            Interlocked.Increment(ref _forwarded);
            await SendAsync(() => _back.SendAsync(buffer.AsMemory(0, received.ReceivedBytes), _stop.Token));
        }
    }

    private async Task BackAsync()
    {
        byte[] buffer = new byte[65_536];
        while (await ReceiveAsync(_back, buffer) is { } received)
        {
            if (!_down && _client is { } client)
            {
                await SendAsync(() => _front.SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), SocketFlags.None, client, _stop.Token));
            }
        }
    }

    private async Task<SocketReceiveFromResult?> ReceiveAsync(Socket socket, byte[] buffer)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                return await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            }
            catch (SocketException)
            {
                // The other side is not there yet (ICMP port unreachable); the link itself goes on.
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return null;
    }

    private static async Task SendAsync(Func<ValueTask<int>> send)
    {
        try
        {
            await send();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // As on a real link: a datagram that cannot be delivered is gone.
        }
    }
}
