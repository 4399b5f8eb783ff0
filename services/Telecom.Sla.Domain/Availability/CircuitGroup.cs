using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Down time of circuits that one subscription bundles. With n circuits of which k must be up, the group is down at an instant for certain when
/// (circuits that are up) + (unmeasured circuits) &lt; k, and possibly when (circuits that are up) &lt; k. Any down is k = n, all down is k = 1.
/// </summary>
/// <remarks>One sweep over the ends of all ranges: O(m log m) for m ranges, however many circuits there are.</remarks>
public static class CircuitGroup
{
    /// <summary>Downtime of the group: one, or one of each circuit in their order under <see cref="GroupRule.Each"/>.</summary>
    /// <param name="circuits">The circuits; no circuit gives no downtime, for there is nothing to judge.</param>
    /// <param name="rule">When the group is down.</param>
    /// <param name="period">The time looked at.</param>
    public static IReadOnlyList<GroupDowntime> Rate(IReadOnlyList<CircuitTime> circuits, GroupRule rule, TimeRange period)
    {
        if (rule.IsEach)
        {
            return [.. circuits.Select(circuit => Sweep([circuit], 1, period))];
        }

        return circuits.Count == 0 ? [] : [Sweep(circuits, rule.RequiredOf(circuits.Count), period)];
    }

    private static GroupDowntime Sweep(IReadOnlyList<CircuitTime> circuits, int required, TimeRange period)
    {
        List<(UtcInstant At, int Down, int Unmeasured)> changes = [(period.Start, 0, 0), (period.End, 0, 0)];
        foreach (CircuitTime circuit in circuits)
        {
            TimeSet unmeasured = circuit.Unmeasured.Intersect(period);
            foreach (TimeRange range in circuit.Down.Intersect(period).Subtract(unmeasured).Ranges)
            {
                changes.Add((range.Start, 1, 0));
                changes.Add((range.End, -1, 0));
            }

            foreach (TimeRange range in unmeasured.Ranges)
            {
                changes.Add((range.Start, 0, 1));
                changes.Add((range.End, 0, -1));
            }
        }

        changes.Sort((left, right) => left.At.CompareTo(right.At));
        List<TimeRange> least = [];
        List<TimeRange> most = [];
        int down = 0;
        int open = 0;
        for (int i = 0; i + 1 < changes.Count; i++)
        {
            down += changes[i].Down;
            open += changes[i].Unmeasured;
            if (changes[i].At == changes[i + 1].At)
            {
                continue;
            }

            TimeRange range = new(changes[i].At, changes[i + 1].At);
            int notDown = circuits.Count - down;
            if (notDown < required)
            {
                least.Add(range);
            }

            if (notDown - open < required)
            {
                most.Add(range);
            }
        }

        return new GroupDowntime(TimeSet.Of(least), TimeSet.Of(most));
    }
}
