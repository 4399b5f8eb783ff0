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

/// <summary>The prober under a clock that the test moves.</summary>
public sealed class ProberClockTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Cadence = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();
    private readonly ListSink _sink = new();
    private readonly AgentCounters _counters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeSocket _socket = new();
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        AnchoredClock clock = TestClock.On(_time);
        CircuitOptions options = new()
        {
            Circuit = "customers/acme/circuits/a",
            Target = new ProbeTarget("127.0.0.1", 862),
            Cadence = Cadence,
            Timeout = Timeout,
        };
        FakeSocketMethod method = new(new StampMethod(new StampTimestamps(clock, TimestampFormat.Ntp)), () => _socket);
        Prober prober = new(options, method, clock, _time, _sink, _counters, NullLogger<Prober>.Instance);
        _running = prober.RunAsync(TimeSpan.Zero, _stop.Token);
        await Until.TrueAsync(() => _counters.ProbesSent.Value == 1);
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_changes_instants_and_no_delay()
    {
        foreach (int hours in new[] { 0, -1, 26, -48 })
        {
            _socket.Sent.Clear();
            long before = _counters.ProbesSent.Value;
            await AdvanceToNextProbeAsync(before);
            DateTimeOffset sentAt = _time.GetUtcNow();
            Assert.True(_socket.Sent.TryDequeue(out byte[]? probe));
            _time.StepWall(TimeSpan.FromHours(hours));
            _time.Advance(TimeSpan.FromMilliseconds(30));
            long answered = _counters.ProbesAnswered.Value;
            _socket.Deliver(Answer(probe, residenceNanoseconds: 10_000_000));
            await Until.TrueAsync(() => _counters.ProbesAnswered.Value == answered + 1);

            Sample latency = _sink.Of(Metric.Latency)[^1];
            Assert.InRange(latency.Value, 19_999, 20_001);
            Assert.InRange(latency.InstantUs - Micros(sentAt), -1000, 1000);
        }
    }

    [Fact]
    public async Task A_probe_without_an_answer_is_lost_at_its_send_instant_when_the_timeout_is_over_and_not_before()
    {
        long sentAt = Micros(_time.GetUtcNow());
        for (long sent = 1; sent < 20; sent++)
        {
            await AdvanceToNextProbeAsync(sent);
        }

        Assert.Empty(_sink.All);
        await AdvanceToNextProbeAsync(20);
        Sample lost = Assert.Single(_sink.All);
        Assert.Equal(Sample.Loss("customers/acme/circuits/a", sentAt, 1, 1), lost);
    }

    [Fact]
    public async Task An_answer_after_the_timeout_is_late_and_the_probe_stays_lost()
    {
        Assert.True(_socket.Sent.TryDequeue(out byte[]? probe));
        await _time.SomebodyWaitsAsync();
        _time.Advance(Timeout);
        await Until.TrueAsync(() => _counters.ProbesLost.Value == 1);
        _socket.Deliver(Answer(probe, 0));
        await Until.TrueAsync(() => _counters.AnswersLate.Value == 1);
        Assert.Equal(0, _counters.ProbesAnswered.Value);
        Assert.Empty(_sink.Of(Metric.Latency));
        Assert.Single(_sink.Of(Metric.Loss));
    }

    [Fact]
    public async Task A_held_up_agent_skips_its_slots_and_makes_up_for_none()
    {
        await _time.SomebodyWaitsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1050));
        await Until.TrueAsync(() => _counters.ProbesSent.Value == 2);
        Assert.Equal(9, _counters.ProbesSkipped.Value);
        await _time.SomebodyWaitsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await Until.TrueAsync(() => _counters.ProbesSent.Value == 3);
        Assert.Equal(9, _counters.ProbesSkipped.Value);
    }

    [Theory]
    [InlineData(SocketError.WouldBlock)]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.AccessDenied)]
    [InlineData(SocketError.AddressNotAvailable)]
    public async Task A_probe_that_never_left_this_host_is_not_measured(SocketError error)
    {
        _socket.SendResult = error;
        await _time.SomebodyWaitsAsync();
        _time.Advance(Cadence);
        await Until.TrueAsync(() => _counters.ProbesSkipped.Value == 1);
        _socket.SendResult = SocketError.Success;
        await AdvanceToNextProbeAsync(1);
        await _time.SomebodyWaitsAsync();
        _time.Advance(Timeout);
        await Until.TrueAsync(() => _counters.ProbesLost.Value == 2);
        Assert.Equal(2, _sink.Of(Metric.Loss).Sum(s => s.Sent));
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.HostUnreachable)]
    [InlineData(SocketError.NetworkDown)]
    [InlineData(SocketError.ConnectionRefused)]
    public async Task A_probe_that_the_network_did_not_take_is_sent_and_lost(SocketError error)
    {
        _socket.SendResult = error;
        await AdvanceToNextProbeAsync(1);
        _socket.SendResult = SocketError.Success;
        await _time.SomebodyWaitsAsync();
        _time.Advance(Timeout);
        await Until.TrueAsync(() => _counters.ProbesLost.Value == 2);
        Assert.Equal(2, _sink.Of(Metric.Loss).Sum(s => s.Lost));
    }

    [Fact]
    public async Task A_receiver_that_fails_ends_the_prober_and_makes_no_loss()
    {
        // An unforeseen exception on the receiving side.
        _socket.Dispose();
        await Until.TrueAsync(() =>
        {
            _time.Advance(Cadence);
            return _running.IsCompleted;
        });
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => _running);
        _running = Task.CompletedTask;
        Assert.Equal(0, _counters.ProbesLost.Value);
    }

    [Fact]
    public async Task Stopping_waits_for_the_probes_on_their_way()
    {
        await AdvanceToNextProbeAsync(1);
        await _stop.CancelAsync();
        byte[][] probes = [.. _socket.Sent];
        Assert.Equal(2, probes.Length);
        _socket.Deliver(Answer(probes[1], 0));
        await Until.TrueAsync(() => _counters.ProbesAnswered.Value == 1);
        Assert.False(_running.IsCompleted);
        await Until.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return _running.IsCompleted;
        });
        Assert.Equal(1, _counters.ProbesLost.Value);
        Assert.True(_socket.Disposed);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Until.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _running.IsCompleted;
        });
        await _running;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    private static long Micros(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static byte[] Answer(byte[] probe, long residenceNanoseconds)
    {
        Assert.True(SenderPacket.TryRead(probe, out SenderPacket request));
        const long ReflectorClock = 1_900_000_000_000_000_000;
        byte[] answer = new byte[44];
        new ReflectedPacket(
            request.Sequence,
            StampTime.Encode(ReflectorClock + residenceNanoseconds, TimestampFormat.Ntp),
            request.Error,
            StampTime.Encode(ReflectorClock, TimestampFormat.Ntp),
            request,
            255).Write(answer);
        return answer;
    }

    private async Task AdvanceToNextProbeAsync(long sentBefore)
    {
        await _time.SomebodyWaitsAsync();
        _time.Advance(Cadence);
        await Until.TrueAsync(() => _counters.ProbesSent.Value == sentBefore + 1);
    }
}
