using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Clocks;
using Telecom.Agent.Probing;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Stamp;
using Telecom.Agent.Tests.Support;
using Telecom.Common.V1;

namespace Telecom.Agent.Tests.Probing;

/// <summary>The prober over real sockets on loopback.</summary>
public class ProberTests
{
    private const string Circuit = "customers/acme/circuits/a";

    private readonly AgentCounters _counters = new();
    private readonly ListSink _sink = new();
    private readonly AnchoredClock _clock = TestClock.On(TimeProvider.System);

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("127.0.0.1", true)]
    public async Task Sender_and_reflector_account_for_every_probe(string address, bool ptp)
    {
        TimestampFormat format = ptp ? TimestampFormat.Ptp : TimestampFormat.Ntp;
        using CancellationTokenSource reflecting = new();
        AgentCounters reflectorCounters = new();
        using StampReflector reflector = new(
            new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Parse(address), 0)], Timestamps = ptp ? TimestampFormat.Ntp : TimestampFormat.Ptp },
            _clock,
            TimeProvider.System,
            reflectorCounters,
            NullLogger<StampReflector>.Instance);
        Task serving = reflector.RunAsync(reflecting.Token);
        IPEndPoint bound = (IPEndPoint)reflector.LocalEndPoints[0];

        await ProbeAsync(new ProbeTarget(address, bound.Port), format, () => _counters.ProbesSent.Value >= 200);
        await reflecting.CancelAsync();
        await serving;

        long sent = _counters.ProbesSent.Value;
        Assert.Equal(sent, reflectorCounters.Reflected.Value);
        Assert.Equal(sent, _counters.ProbesAnswered.Value);
        Assert.Equal(0, _counters.ProbesLost.Value);
        AssertSamples(sent, lost: 0);
        Assert.Equal(0, _counters.ResidenceRefused.Value);
        Assert.Equal(0, _counters.AnswersStray.Value + _counters.AnswersDuplicate.Value + _counters.AnswersLate.Value);
    }

    [Fact]
    public async Task A_reflector_that_drops_a_tenth_makes_exactly_its_drops_lost()
    {
        Random random = new(20);
        int dropped = 0;
        await using LossyReflector reflector = new((_, answer) =>
        {
            bool drop = random.Next(10) == 0;
            dropped += drop ? 1 : 0;
            return drop ? [] : [answer];
        });

        await ProbeAsync(new ProbeTarget("127.0.0.1", reflector.Port), TimestampFormat.Ntp, () => _counters.ProbesSent.Value >= 500);

        Assert.Equal(_counters.ProbesSent.Value, reflector.Received);
        Assert.InRange(dropped, 20, 120);
        Assert.Equal(dropped, _counters.ProbesLost.Value);
        AssertSamples(_counters.ProbesSent.Value, dropped);
    }

    [Fact]
    public async Task Answers_sent_twice_out_of_order_or_to_nobody_change_no_result()
    {
        byte[]? heldBack = null;
        await using LossyReflector reflector = new((sequence, answer) =>
        {
            switch (sequence % 4)
            {
                case 0:
                    return [answer, answer];
                case 1:
                    heldBack = answer;
                    return [];
                case 2:
                    byte[] forged = [.. answer];
                    forged[31] ^= 0xff;
                    byte[] released = heldBack ?? throw new InvalidOperationException();
                    return [forged, answer, released, new byte[3]];
                default:
                    return [answer];
            }
        });

        await ProbeAsync(new ProbeTarget("127.0.0.1", reflector.Port), TimestampFormat.Ntp, () => _counters.ProbesSent.Value >= 100);

        // Only a probe held back at the very end may be lost.
        long sent = _counters.ProbesSent.Value;
        long lost = _counters.ProbesLost.Value;
        Assert.InRange(lost, 0, 1);
        Assert.Equal(sent - lost, _counters.ProbesAnswered.Value);
        AssertSamples(sent, lost);
        Assert.Equal((sent + 3) / 4, _counters.AnswersDuplicate.Value);
        Assert.Equal((sent + 1) / 4, _counters.AnswersReordered.Value);
        Assert.Equal((sent + 1) / 4, _counters.AnswersStray.Value);
    }

    [Fact]
    public async Task Port_unreachable_is_loss_and_the_prober_goes_on_until_somebody_listens()
    {
        int port;
        using (UdpClient free = new(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
        }

        using CancellationTokenSource reflecting = new();
        StampReflector? reflector = null;
        Task serving = Task.CompletedTask;
        await ProbeAsync(new ProbeTarget("127.0.0.1", port), TimestampFormat.Ntp, () =>
        {
            if (_counters.ProbesLost.Value >= 20 && reflector is null)
            {
                reflector = new StampReflector(
                    new ReflectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, port)] },
                    _clock,
                    TimeProvider.System,
                    new AgentCounters(),
                    NullLogger<StampReflector>.Instance);
                serving = reflector.RunAsync(reflecting.Token);
            }

            return _counters.ProbesAnswered.Value >= 20;
        }, TimeSpan.FromMilliseconds(100));
        await reflecting.CancelAsync();
        await serving;
        reflector?.Dispose();

        Assert.True(_counters.ProbesLost.Value >= 20);
        AssertSamples(_counters.ProbesSent.Value, _counters.ProbesLost.Value);
    }

    [Theory]
    [InlineData("255.255.255.255", null)]
    [InlineData("127.0.0.1", "192.0.2.77")]
    public async Task A_host_that_gives_no_socket_measures_nothing(string address, string? source)
    {
        // Broadcast without the right to it; a source address that no interface here has.
        await ProbeAsync(
            new ProbeTarget(address, 862),
            new StampMethod(new StampTimestamps(_clock, TimestampFormat.Ntp)),
            () => _counters.ProbesSkipped.Value >= 10,
            TimeSpan.FromMilliseconds(50),
            source is null ? null : IPAddress.Parse(source));
        Assert.Equal((0L, 0L), (_counters.ProbesSent.Value, _counters.ProbesLost.Value));
        Assert.Empty(_sink.All);
    }

    [Fact]
    public async Task A_network_without_a_route_when_the_socket_is_opened_is_loss()
    {
        FakeSocketMethod method = new(
            new StampMethod(new StampTimestamps(_clock, TimestampFormat.Ntp)), () => throw new SocketException((int)SocketError.NetworkUnreachable));
        await ProbeAsync(new ProbeTarget("127.0.0.1", 862), method, () => _counters.ProbesSent.Value >= 10, TimeSpan.FromMilliseconds(50));
        AssertSamples(_counters.ProbesSent.Value, _counters.ProbesSent.Value);
    }

    [Fact]
    public async Task A_target_whose_name_is_unknown_is_not_measured_at_all()
    {
        await ProbeAsync(new ProbeTarget("no-such-host.invalid", 862), TimestampFormat.Ntp, () => _counters.ProbesUnresolved.Value >= 5);
        Assert.Equal(0, _counters.ProbesSent.Value);
        Assert.Empty(_sink.All);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Echo_requests_are_answered_or_the_missing_right_is_named(string address)
    {
        if (IcmpMethod.WhyNot(IPAddress.Parse(address).AddressFamily) is { } why)
        {
            Assert.Contains("CAP_NET_RAW", why, StringComparison.Ordinal);
            Assert.Contains("ping_group_range", why, StringComparison.Ordinal);
            return;
        }

        await ProbeAsync(new ProbeTarget(address, 0), new IcmpMethod(), () => _counters.ProbesSent.Value >= 50, TimeSpan.FromSeconds(2));
        Assert.Equal(_counters.ProbesSent.Value, _counters.ProbesAnswered.Value);
        AssertSamples(_counters.ProbesSent.Value, 0);
    }

    private Task ProbeAsync(ProbeTarget target, TimestampFormat format, Func<bool> enough, TimeSpan? timeout = null) =>
        ProbeAsync(target, new StampMethod(new StampTimestamps(_clock, format)), enough, timeout ?? TimeSpan.FromSeconds(2));

    private async Task ProbeAsync(ProbeTarget target, IProbeMethod method, Func<bool> enough, TimeSpan timeout, IPAddress? source = null)
    {
        CircuitOptions options = new() { Circuit = Circuit, Target = target, Source = source, Cadence = TimeSpan.FromMilliseconds(5), Timeout = timeout };
        Prober prober = new(options, method, _clock, TimeProvider.System, _sink, _counters, NullLogger<Prober>.Instance);
        using CancellationTokenSource stop = new();
        Task probing = prober.RunAsync(TimeSpan.Zero, stop.Token);
        await Until.TrueAsync(enough);
        await stop.CancelAsync();
        await probing.Within();
    }

    private void AssertSamples(long sent, long lost)
    {
        IReadOnlyList<Sample> loss = _sink.Of(Metric.Loss);
        IReadOnlyList<Sample> latency = _sink.Of(Metric.Latency);
        Assert.Equal(sent, loss.Sum(s => s.Sent));
        Assert.Equal(lost, loss.Sum(s => s.Lost));
        Assert.Equal(sent, loss.Select(s => s.InstantUs).Distinct().Count());
        Assert.Equal(sent - lost, latency.Count);
        Assert.All(latency, s => Assert.InRange(s.Value, 0.001, 60e6));
        Assert.All(_sink.All, s => Assert.Equal(Circuit, s.Circuit));
        HashSet<long> answered = [.. loss.Where(s => s.Lost == 0).Select(s => s.InstantUs)];
        Assert.All(latency, s => Assert.Contains(s.InstantUs, answered));
    }
}
