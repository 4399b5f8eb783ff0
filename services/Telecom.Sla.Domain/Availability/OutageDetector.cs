namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Finds outages in slices as MEF 10.3, section 8.8, defines Available Time: a circuit that is up turns down at the first of n
/// consecutive bad slices, and one that is down turns up at the first of n consecutive good ones. Both are known only n slices later
/// and count from the first, so the result is a pure function of the slices and is revised when late samples revise a slice.
/// </summary>
/// <remarks>
/// <para>
/// Unmeasured slices. MEF sets the loss ratio of an interval in which nothing was sent to 0, which would make silence good. Here an
/// unmeasured slice satisfies neither "n consecutive bad" nor "n consecutive good", so that in the recursion of MEF the state stays
/// what it was: an unmeasured slice between bad slices breaks the run (two bad, one unmeasured, two bad is no outage for n = 3), and an
/// outage that meets unmeasured slices stays open until n good slices follow in a row. What that costs or gives is not hidden: the
/// detection is repeated with unmeasured slices as bad and as good. Making a slice worse never makes a down slice up, so these two are
/// exact bounds over everything that the unmeasured slices can have been.
/// </para>
/// <para>
/// The last slices. An outage that nothing ended yet reaches to the first good slice that may still turn out to have ended it, and less
/// than n bad slices are no outage yet: the result is as if every slice to come was good. Later slices only add to it, so what is down
/// is never withdrawn unless a late sample revises a slice.
/// </para>
/// <para>Before the first slice the circuit counts as up; callers pass slices from some time before the range that they ask about.</para>
/// </remarks>
public static class OutageDetector
{
    /// <summary>Finds the outages.</summary>
    /// <param name="runs">Runs without a gap between them, by slice. Neighbours may have the same state: they count as one run.</param>
    /// <param name="consecutive">Consecutive slices that change the state (n), at least 1.</param>
    /// <param name="unmeasuredAs">What unmeasured slices count as.</param>
    public static Detection Detect(IReadOnlyList<SliceRun> runs, int consecutive, SliceState unmeasuredAs = SliceState.Unmeasured)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        List<DetectedOutage> outages = [];
        long? downSince = null;
        long? unsettledFrom = null;
        for (int i = 0; i < runs.Count;)
        {
            SliceState state = StateOf(runs[i], unmeasuredAs);
            long first = runs[i].First;
            long end = runs[i].End;
            for (i++; i < runs.Count && StateOf(runs[i], unmeasuredAs) == state; i++)
            {
                end = runs[i].End;
            }

            SliceState turning = downSince is null ? SliceState.Bad : SliceState.Good;
            unsettledFrom = null;
            if (state != turning)
            {
                continue;
            }

            if (end - first < consecutive)
            {
                unsettledFrom = first;
            }
            else if (downSince is { } down)
            {
                outages.Add(new DetectedOutage(down, first, Ended: true));
                downSince = null;
            }
            else
            {
                downSince = first;
            }
        }

        if (downSince is { } open)
        {
            outages.Add(new DetectedOutage(open, unsettledFrom ?? runs[^1].End, Ended: false));
        }

        return new Detection(outages, unsettledFrom);
    }

    private static SliceState StateOf(SliceRun run, SliceState unmeasuredAs) => run.State == SliceState.Unmeasured ? unmeasuredAs : run.State;
}
