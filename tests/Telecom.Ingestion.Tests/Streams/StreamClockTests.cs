using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Streams;

public sealed class StreamClockTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly Alarms _alarms = new();
    private readonly StreamClock _clock;

    public StreamClockTests() => _clock = new StreamClock(_time, 15 * Second, 60 * Second, 1800 * Second, _alarms);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Silence_before_Hello_rings_after_the_idle_timeout()
    {
        _clock.Reading();
        _time.Advance(60 * Second - TimeSpan.FromMilliseconds(10));
        Assert.Empty(_alarms.Rung);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(["idle"], _alarms.Rung);
    }

    [Fact]
    public void Each_message_begins_the_idle_time_anew()
    {
        _clock.StartHeartbeats();
        for (int i = 0; i < 20; i++)
        {
            _clock.Reading();
            _time.Advance(59 * Second);
            _clock.NotReading();
        }

        Assert.DoesNotContain("idle", _alarms.Rung);
        _clock.Reading();
        _time.Advance(61 * Second);
        Assert.Single(_alarms.Rung, "idle");
    }

    [Fact]
    public void The_servers_own_silence_is_not_the_agents()
    {
        _clock.StartHeartbeats();
        _clock.Reading();
        _clock.NotReading();
        _time.Advance(1000 * Second);
        Assert.DoesNotContain("idle", _alarms.Rung);
        _clock.Reading();
        _time.Advance(59 * Second);
        Assert.DoesNotContain("idle", _alarms.Rung);
        _time.Advance(2 * Second);
        Assert.Single(_alarms.Rung, "idle");
    }

    [Fact]
    public void Heartbeats_ring_only_when_nothing_else_was_sent()
    {
        _clock.StartHeartbeats();
        _time.Advance(14 * Second);
        _clock.Sent();
        _time.Advance(14 * Second);
        Assert.Empty(_alarms.Rung);
        _time.Advance(2 * Second);
        Assert.Equal(["heartbeat"], _alarms.Rung);
        _clock.Sent();
        _time.Advance(31 * Second);
        Assert.Equal(3, _alarms.Rung.Count);
    }

    [Fact]
    public void The_age_rings_once()
    {
        _time.Advance(1799 * Second);
        Assert.Empty(_alarms.Rung);
        _time.Advance(1800 * Second);
        Assert.Equal(["old"], _alarms.Rung);
    }

    [Fact]
    public void The_drain_limit_counts_from_the_first_call_and_rings_once()
    {
        _clock.LimitDrain(10 * Second);
        _time.Advance(9 * Second);
        _clock.LimitDrain(10 * Second);
        Assert.Empty(_alarms.Rung);
        _time.Advance(TimeSpan.FromMilliseconds(1001));
        Assert.Equal(["limit"], _alarms.Rung);
        _clock.LimitDrain(10 * Second);
        _time.Advance(100 * Second);
        Assert.Equal(["limit"], _alarms.Rung);
    }

    [Fact]
    public void The_time_to_read_on_counts_from_the_first_call_and_rings_once()
    {
        _clock.LimitDrain(10 * Second);
        _clock.LimitReading(2 * Second);
        _time.Advance(Second);
        _clock.LimitReading(2 * Second);
        Assert.Empty(_alarms.Rung);
        _time.Advance(2 * Second);
        Assert.Equal(["reading"], _alarms.Rung);
        _time.Advance(100 * Second);
        Assert.Equal(["reading", "limit"], _alarms.Rung);
    }

    [Fact]
    public void A_stream_has_one_timer_and_gives_it_back()
    {
        _clock.StartHeartbeats();
        _clock.Reading();
        Assert.Equal(1, _time.ArmedTimers);
        _clock.Dispose();
        Assert.Equal(0, _time.ArmedTimers);
    }

    private sealed class Alarms : IStreamAlarms
    {
        public List<string> Rung { get; } = [];

        public void HeartbeatDue() => Rung.Add("heartbeat");

        public void IdleTooLong() => Rung.Add("idle");

        public void TooOld() => Rung.Add("old");

        public void ReadingTimeOver() => Rung.Add("reading");

        public void DrainLimitReached() => Rung.Add("limit");
    }
}
