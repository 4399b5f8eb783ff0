using Microsoft.Extensions.Logging;

namespace Telecom.Agent.Clocks;

/// <summary>
/// The agent's clock. Durations come from the monotonic clock alone. Wall instants are an anchor plus monotonic time, so that a step
/// of the wall clock can neither make a delay negative nor tear two timestamps of one packet apart. On Linux both clocks are slewed
/// alike, so the anchor and the wall clock part only when the wall clock is stepped; then a new anchor is taken.
/// <para>
/// Error bound of an instant: <see cref="StepThresholdNanoseconds"/> (1 ms) plus the error of the operating system's own clock. A
/// step is noticed at the next reading, that is before the next probe is sent.
/// </para>
/// </summary>
internal sealed partial class AnchoredClock
{
    /// <summary>Difference between anchor and wall clock that counts as a step of the wall clock: 1 ms.</summary>
    public const long StepThresholdNanoseconds = 1_000_000;

    // Two monotonic readings around one wall reading that are further apart than this say that the thread was preempted in between.
    private const long PairingLimitNanoseconds = 100_000;
    private const int PairingAttempts = 3;

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private volatile ClockAnchor _anchor;
    private long _steps;
    private long _observed;

    /// <summary>Takes the first anchor.</summary>
    public AnchoredClock(TimeProvider time, ILogger<AnchoredClock> logger)
    {
        _time = time;
        _logger = logger;
        (long timestamp, long wall, _) = ReadPair();
        _anchor = new ClockAnchor(timestamp, wall, time.TimestampFrequency);
        _observed = timestamp;
    }

    /// <summary>Called for each step, from the thread that found it. Set it before the first reading.</summary>
    public Action<ClockStep>? Stepped { get; set; }

    /// <summary>Monotonic ticks in a second.</summary>
    public long Frequency => _time.TimestampFrequency;

    /// <summary>How often the wall clock was found stepped.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>The monotonic clock, in ticks of <see cref="Frequency"/>.</summary>
    public long GetTimestamp() => _time.GetTimestamp();

    /// <summary>Nanoseconds between two monotonic readings.</summary>
    public long ElapsedNanoseconds(long from, long to) => ClockAnchor.ToNanoseconds(to - from, Frequency);

    /// <summary>A duration in monotonic ticks.</summary>
    public long ToTicks(TimeSpan duration) => ClockAnchor.ToTicks(duration.Ticks * 100, Frequency);

    /// <summary>The anchor to compute instants with now, after a look at the wall clock. Use one anchor for timestamps that belong together.</summary>
    public ClockAnchor Observe()
    {
        (long timestamp, long wall, bool paired) = ReadPair();
        ClockAnchor anchor = _anchor;
        long difference = wall - anchor.At(timestamp);
        if (!paired || Math.Abs(difference) <= StepThresholdNanoseconds)
        {
            Volatile.Write(ref _observed, paired ? timestamp : Volatile.Read(ref _observed));
            return anchor;
        }

        lock (_lock)
        {
            if (ReferenceEquals(anchor, _anchor))
            {
                long observed = Interlocked.Exchange(ref _observed, timestamp);
                long sinceUs = ElapsedNanoseconds(observed, timestamp) / 1000;
                Stepped?.Invoke(new ClockStep(anchor.At(observed) / 1000, anchor.At(timestamp) / 1000, (wall / 1000) - sinceUs, wall / 1000));
                _anchor = new ClockAnchor(timestamp, wall, Frequency);
                Interlocked.Increment(ref _steps);
                Log.Stepped(_logger, difference / 1000);
            }

            return _anchor;
        }
    }

    private (long Timestamp, long Wall, bool Paired) ReadPair()
    {
        for (int attempt = 1; ; attempt++)
        {
            long before = _time.GetTimestamp();
            long wall = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            long after = _time.GetTimestamp();
            bool paired = ElapsedNanoseconds(before, after) <= PairingLimitNanoseconds;
            if (paired || attempt == PairingAttempts)
            {
                return (before + (after - before) / 2, wall, paired);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Warning, "The wall clock was stepped by {Microseconds} us; delays are not affected, instants follow the new time")]
        public static partial void Stepped(ILogger logger, long microseconds);
    }
}
