namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Resiliency of MEF 10.3, section 8.8: loss that is too short for an outage. A High Loss Interval (HLI) is a slice of Available Time whose
/// loss ratio is above the threshold C; Consecutive High Loss Intervals (CHLI) are p or more of them in a row, where p is less than the n of
/// the outage, since n in a row are an outage and no longer Available Time. So every bad slice is either unavailable or high loss, never
/// both and never neither.
/// </summary>
/// <remarks>
/// An unmeasured slice is no high loss interval, and one between two of them ends their sequence. Bad slices from
/// <see cref="Detection.UnsettledFrom"/> on count as high loss until later slices make an outage of them.
/// </remarks>
public static class HighLossIntervals
{
    /// <summary>Counts.</summary>
    /// <param name="runs">Runs without a gap between them, by slice. Neighbours may have the same state.</param>
    /// <param name="detection">The outages that <see cref="OutageDetector"/> found in the same runs.</param>
    /// <param name="consecutive">p: high loss intervals in a row that make consecutive ones, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is less than 1.</exception>
    public static HighLossCount Count(IReadOnlyList<SliceRun> runs, Detection detection, int consecutive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        long slices = 0;
        long unavailable = 0;
        long highLoss = 0;
        long sequences = 0;
        long inARow = 0;
        int next = 0;
        foreach (SliceRun run in runs)
        {
            slices += run.Count;
            for (long at = run.First; at < run.End;)
            {
                while (next < detection.Outages.Count && detection.Outages[next].End <= at)
                {
                    next++;
                }

                (bool down, long until) = next < detection.Outages.Count ? Part(detection.Outages[next], at, run.End) : (false, run.End);
                long count = until - at;
                at = until;
                unavailable += down ? count : 0;
                if (down || run.State != SliceState.Bad)
                {
                    inARow = 0;
                    continue;
                }

                highLoss += count;
                sequences += inARow < consecutive && inARow + count >= consecutive ? 1 : 0;
                inARow += count;
            }
        }

        return new HighLossCount(slices, unavailable, highLoss, sequences);
    }

    /// <summary>Whether the slice <paramref name="at"/> is inside the outage, and up to where that stays so.</summary>
    private static (bool Down, long Until) Part(DetectedOutage outage, long at, long end) =>
        outage.First <= at ? (true, Math.Min(end, outage.End)) : (false, Math.Min(end, outage.First));
}
