using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Network;
using Telecom.Agent.Reporting;
using Telecom.Agent.Stamp;
using Telecom.Agent.Tests.Support;

namespace Telecom.Agent.Tests.Stamp;

public sealed class StampReflectorTests : IAsyncDisposable
{
    private readonly AgentCounters _counters = new();
    private readonly CancellationTokenSource _ended = new();
    private StampReflector? _reflector;
    private Task _running = Task.CompletedTask;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_stateless_reflector_repeats_the_senders_numbers_and_returns_its_fields(string address)
    {
        using UdpClient sender = Start(new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Parse(address), 0)] }, out IPEndPoint reflector);
        sender.Client.Ttl = 77;
        foreach (uint sequence in new uint[] { 7, 5, uint.MaxValue })
        {
            SenderPacket request = new(sequence, 0x1122334455667788UL + sequence, new ErrorEstimate(true, TimestampFormat.Ptp, 3, 4));
            ReflectedPacket answer = await ExchangeAsync(sender, reflector, request, 44);
            Assert.Equal(sequence, answer.Sequence);
            Assert.Equal(request, answer.Sender);
            Assert.Equal(TimestampFormat.Ntp, answer.Error.Format);
            Assert.InRange(answer.Error.Multiplier, 1, 255);
            Assert.InRange(answer.ResidenceNanoseconds, 0, 60_000_000_000);
            if (NativeDatagrams.Supported)
            {
                Assert.Equal(77, answer.SenderTtl);
            }
        }

        await Until.TrueAsync(() => _counters.Reflected.Value == 3);
    }

    [Fact]
    public async Task A_stateful_reflector_counts_the_packets_of_each_session_from_zero()
    {
        using UdpClient first = Start(new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Stateful = true }, out IPEndPoint reflector);
        using UdpClient second = new(new IPEndPoint(IPAddress.Loopback, 0));
        uint[] numbers = [10, 11, 14, 20];
        for (uint i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(i, (await ExchangeAsync(first, reflector, Request(numbers[i]), 44)).Sequence);
            Assert.Equal(i, (await ExchangeAsync(second, reflector, Request(99), 44)).Sequence);
        }
    }

    [Theory]
    [InlineData(45)]
    [InlineData(172)]
    [InlineData(1472)]
    [InlineData(8972)]
    public async Task A_longer_packet_is_answered_by_one_of_the_same_length_with_its_end_unchanged(int length)
    {
        using UdpClient sender = Start(new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] }, out IPEndPoint reflector);
        byte[] packet = new byte[length];
        new Random(length).NextBytes(packet);
        Request(1).Write(packet.AsSpan(0, 44));
        await sender.SendAsync(packet, reflector);
        byte[] answer = (await sender.ReceiveAsync().Within()).Buffer;
        Assert.Equal(length, answer.Length);
        Assert.Equal(packet[44..], answer[44..]);
    }

    [Fact]
    public async Task Short_packets_and_strangers_get_no_answer()
    {
        ReflectorOptions options = new() { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Allow = [IPNetwork.Parse("127.0.0.2/32")] };
        using UdpClient stranger = Start(options, out IPEndPoint reflector);
        using UdpClient known = new(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await stranger.SendAsync(new byte[44], reflector);
        await known.SendAsync(new byte[43], reflector);
        await Until.TrueAsync(() => _counters.ReflectorIgnored.Value == 2);
        _ = await ExchangeAsync(known, reflector, Request(3), 44);
        Assert.Equal(0, stranger.Available);
        await Until.TrueAsync(() => _counters.Reflected.Value == 1);
    }

    [Fact]
    public async Task A_packet_to_one_of_several_addresses_is_answered_from_that_address()
    {
        using UdpClient sender = Start(new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Any, 0)] }, out IPEndPoint bound);
        IPEndPoint other = new(IPAddress.Parse("127.0.0.3"), bound.Port);
        byte[] packet = new byte[44];
        Request(1).Write(packet);
        await sender.SendAsync(packet, other);
        UdpReceiveResult answer = await sender.ReceiveAsync().Within();
        Assert.Equal(other, answer.RemoteEndPoint);
    }

    [Fact]
    public void A_table_full_of_sessions_takes_no_new_one_until_an_old_one_was_idle_long_enough()
    {
        ReflectorSessions sessions = new(2, idleTicks: 1000);
        SocketAddress[] peers = [.. Enumerable.Range(1, 3).Select(port => new IPEndPoint(IPAddress.Loopback, port).Serialize())];
        Assert.True(sessions.TryNext(peers[0], 0, out _));
        Assert.True(sessions.TryNext(peers[1], 500, out _));
        Assert.False(sessions.TryNext(peers[2], 900, out _));
        Assert.True(sessions.TryNext(peers[1], 900, out uint second));
        Assert.Equal(1u, second);
        Assert.True(sessions.TryNext(peers[2], 1200, out uint fresh));
        Assert.Equal(0u, fresh);
        Assert.Equal(2, sessions.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        _reflector?.Dispose();
        _ended.Dispose();
    }

    private static SenderPacket Request(uint sequence) => new(sequence, 42, new ErrorEstimate(false, TimestampFormat.Ntp, 0, 1));

    private UdpClient Start(ReflectorOptions options, out IPEndPoint reflector)
    {
        _reflector = new StampReflector(options, TestClock.On(TimeProvider.System), TimeProvider.System, _counters, NullLogger<StampReflector>.Instance);
        _running = _reflector.RunAsync(_ended.Token);
        reflector = (IPEndPoint)_reflector.LocalEndPoints[0];
        IPAddress loopback = reflector.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        return new UdpClient(new IPEndPoint(loopback, 0));
    }

    private static async Task<ReflectedPacket> ExchangeAsync(UdpClient sender, IPEndPoint reflector, SenderPacket request, int length)
    {
        byte[] packet = new byte[length];
        request.Write(packet.AsSpan(0, 44));
        await sender.SendAsync(packet, reflector);
        UdpReceiveResult result = await sender.ReceiveAsync().Within();
        Assert.Equal(length, result.Buffer.Length);
        Assert.True(ReflectedPacket.TryRead(result.Buffer, out ReflectedPacket answer));
        return answer;
    }
}
