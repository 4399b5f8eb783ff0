using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Downtime from periodic probes. Between two probes nobody looked, so downtime is a reading (<see cref="ProbeReading"/>): probes each 60 s of
/// which three in a row fail are 2, 3 or 4 minutes of downtime.
/// </summary>
/// <remarks>
/// A probe at t speaks for [t, t'), where t' is the next probe when it is at most interval + tolerance away; otherwise probes are missing
/// and it speaks for [t, t + interval) alone. What no probe speaks for is unmeasured, under every reading the same. A reading that looks at the
/// next probe sees none beyond missing ones: a row of failures ends there, and begins anew after it.
/// </remarks>
public static class ProbeDowntime
{
    /// <summary>Works out downtime and unmeasured time of a period.</summary>
    /// <param name="probes">Probes by instant. Those before the period count as far as they speak for time in it, and those after it as the next ones.</param>
    /// <param name="period">The period.</param>
    /// <param name="intervalUs">Time from probe to probe, microseconds, at least 1.</param>
    /// <param name="toleranceUs">How much later than that a probe may come without a gap, microseconds, at least 0.</param>
    /// <param name="reading">What is down between probes.</param>
    /// <exception cref="ArgumentException">The probes are not ordered by instant, or two have the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length or the reading is out of its range.</exception>
    public static ProbedTime Of(IReadOnlyList<ProbeResult> probes, TimeRange period, long intervalUs, long toleranceUs, ProbeReading reading)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervalUs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(toleranceUs);
        List<TimeRange> measured = [];
        List<TimeRange> down = [];
        for (int i = 0; i < probes.Count; i++)
        {
            ProbeResult probe = probes[i];
            ProbeResult? next = i + 1 < probes.Count ? probes[i + 1] : null;
            if (next is { } later && later.At <= probe.At)
            {
                throw new ArgumentException(
                    $"The probe at {later.At} comes after the one at {probe.At}: probes must be ordered by instant, one at each.", nameof(probes));
            }

            bool follows = next is { } following && following.At - probe.At <= intervalUs + toleranceUs;
            bool nextFails = follows && next is { Ok: false };
            TimeRange spokenFor = new TimeRange(probe.At, follows && next is { } end ? end.At : probe.At.Plus(intervalUs)).Intersect(period);
            measured.Add(spokenFor);
            if (IsDown(!probe.Ok, nextFails, reading))
            {
                down.Add(spokenFor);
            }
        }

        return new ProbedTime(TimeSet.Of(down), TimeSet.Of(measured).ComplementIn(period));
    }

    private static bool IsDown(bool fails, bool nextFails, ProbeReading reading) => reading switch
    {
        ProbeReading.FirstFailToLastFail => fails && nextFails,
        ProbeReading.ProbeOwnsInterval => fails,
        ProbeReading.LastOkToNextOk => fails || nextFails,
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "No such reading of probes."),
    };
}
