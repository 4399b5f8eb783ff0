using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Ledgers;

/// <summary>Collects excluded ranges by what they do. Those that exclude only outage time are cut to the outages at the end.</summary>
internal sealed class ExcludedRanges(TimeRange within)
{
    private readonly List<TimeRange> _bothWhole = [];
    private readonly List<TimeRange> _bothOutage = [];
    private readonly List<TimeRange> _upWhole = [];
    private readonly List<TimeRange> _upOutage = [];
    private readonly List<TimeRange> _downWhole = [];
    private readonly List<TimeRange> _downOutage = [];
    private readonly List<TimeRange> _maintenance = [];

    /// <summary>Adds a range.</summary>
    public void Add(DenominatorPolicy policy, ExclusionExtent extent, TimeRange range)
    {
        bool whole = extent == ExclusionExtent.WholeRange;
        List<TimeRange> list = policy switch
        {
            DenominatorPolicy.LeavesBoth => whole ? _bothWhole : _bothOutage,
            DenominatorPolicy.LeavesDowntime => whole ? _upWhole : _upOutage,
            DenominatorPolicy.CountsAsDown => whole ? _downWhole : _downOutage,
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such policy."),
        };
        list.Add(range.Intersect(within));
    }

    /// <summary>Adds a maintenance window.</summary>
    public void AddMaintenance(ExclusionTerms terms, TimeRange range)
    {
        _maintenance.Add(range.Intersect(within));
        Add(terms.Policy, terms.Extent, range);
    }

    /// <summary>Time that leaves both sides.</summary>
    public TimeSet LeftBoth(TimeSet outages) => TimeSet.Of(_bothWhole).Union(Cut(_bothOutage, outages));

    /// <summary>Time that counts as up and does not leave both sides.</summary>
    /// <param name="outages">The outages.</param>
    /// <param name="leftBoth">What <see cref="LeftBoth"/> gave.</param>
    public TimeSet CountedUp(TimeSet outages, TimeSet leftBoth) => TimeSet.Of(_upWhole).Union(Cut(_upOutage, outages)).Subtract(leftBoth);

    /// <summary>Time that counts as down in any case.</summary>
    public TimeSet CountedDown(TimeSet outages) => TimeSet.Of(_downWhole).Union(Cut(_downOutage, outages));

    /// <summary>Outage time inside maintenance windows, and outage time that leaves both sides as planned.</summary>
    public TimeSet Planned(TimeSet outages) => Cut([.. _maintenance, .. _bothOutage], outages);

    private static TimeSet Cut(List<TimeRange> ranges, TimeSet outages) => ranges.Count == 0 ? TimeSet.Empty : TimeSet.Of(ranges).Intersect(outages);
}
