using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>What slices of a month make of availability. All slices that are not listed are like "otherwise".</summary>
internal sealed class AvailabilityExample : IExample
{
    private const long MostSlices = 10_000_000;

    private static readonly ValueField<UtcInstant> SubscribedFrom = new(
        "subscribed_from", ValueRules.Instant, default, "From when the contract applies; absent: the month's start", Required: false);

    private static readonly ValueField<UtcInstant> AsOf = new("as_of", ValueRules.Instant, default, "Instant of the rating; absent: after the month", Required: false);
    private static readonly ValueField<UtcInstant> Begin = new("begin", ValueRules.Instant, default, "Start of the first listed slice");
    private static readonly ValueField<long> Count = new("count", ValueRules.Integer(1, MostSlices), 1, "Number of slices in a row");
    private static readonly ValueField<long> Sent = new("sent", ValueRules.Integer(0, 1_000_000), 0, "Packets sent in each; 0: unmeasured");
    private static readonly ValueField<long> Lost = new("lost", ValueRules.Integer(0, 1_000_000), 0, "Packets lost in each");
    private static readonly Form Group = new("slices", "Slices in a row with the same packets each", Count, Sent, Lost);
    private static readonly ListField Slices = new("slices", Group, "The slices from begin on");

    private static readonly ValueField<SliceGroup> Otherwise = new(
        "otherwise",
        ValueRules.OneOf(("good", new SliceGroup(1, 1, 0)), ("unmeasured", default)),
        new SliceGroup(1, 1, 0),
        "What all other slices are; default good",
        Required: false);

    private static readonly ValueField<ObjectiveState> State = new("state", ValueRules.State, default, "State of the objective", Required: false);
    private static readonly ValueField<long> Downtime = new("downtime", ValueRules.Duration, 0, "Downtime", Required: false);
    private static readonly ValueField<long> Unmeasured = new("unmeasured", ValueRules.Duration, 0, "Time without measurement", Required: false);
    private static readonly ValueField<long> BudgetLeft = new("budget_left", ValueRules.Duration, 0, "Budget less downtime", Required: false);
    private static readonly ValueField<long> Outages = new("outages", ValueRules.Integer(0, MostSlices), 0, "Number of outages", Required: false);
    private static readonly ValueField<Ratio> Availability = new("availability", ValueRules.Percent, default, "Availability, 4 decimals", Required: false);
    private static readonly ValueField<Ratio> Low = new("low", ValueRules.Percent, default, "Availability if unmeasured time was down, 4 decimals", Required: false);
    private static readonly ValueField<Ratio> High = new("high", ValueRules.Percent, default, "Availability if unmeasured time was up, 4 decimals", Required: false);
    private static readonly Form Expected = new("example_availability_expect", "Figures that must come out", State, Downtime, Unmeasured, BudgetLeft, Outages, Availability, Low, High);
    private static readonly FormField Expect = new("expect", Expected, "Figures that must come out");

    private readonly ExampleContext _context;
    private readonly ContractPlan? _plan;
    private readonly string _month;
    private readonly UtcInstant? _subscribedFrom;
    private readonly UtcInstant? _asOf;
    private readonly UtcInstant _begin;
    private readonly SliceGroup _otherwise;
    private readonly List<SliceGroup> _groups = [];
    private readonly List<Action<JudgedAvailability, ErrorList>> _checks = [];

    /// <summary>Reads an example.</summary>
    public AvailabilityExample(YamlNode node, string path, ExampleContext context, ErrorList errors)
    {
        MapReader map = new(node, path, errors, Form);
        _context = context;
        _plan = LivePlan.Read(map, context);
        _month = map.Value(ExampleContext.Month);
        _subscribedFrom = map[SubscribedFrom.Name] is null ? null : map.Value(SubscribedFrom);
        _asOf = map[AsOf.Name] is null ? null : map.Value(AsOf);
        _begin = map.Value(Begin);
        _otherwise = map.Value(Otherwise);
        foreach (MapReader group in map.Open(Slices, Group))
        {
            long sent = group.Value(Sent);
            _groups.Add(new SliceGroup(group.Value(Count), sent, group.Value(Lost with { Rule = ValueRules.Integer(0, sent) })));
        }

        ReadExpectations(map, errors);
    }

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new(
        "example_availability",
        "What slices of a month make of availability",
        ExampleContext.Plan,
        ExampleContext.Month,
        SubscribedFrom,
        AsOf,
        Begin,
        Slices,
        Otherwise,
        Expect);

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan?.Terms() is not { } terms)
        {
            return;
        }

        TimeRange period = MonthPeriods.Month(_month, _context.Zone);
        RatingScope scope = new(period, _subscribedFrom ?? period.Start, _asOf ?? period.End.Plus(UtcInstant.PerDay));
        JudgedAvailability judged = AvailabilityRater.Rate(terms, scope, Runs(scope, terms.Availability));
        foreach (Action<JudgedAvailability, ErrorList> check in _checks)
        {
            check(judged, errors);
        }
    }

    private void ReadExpectations(MapReader map, ErrorList errors)
    {
        if (map.Open(Expect, Expected) is not { } expect)
        {
            return;
        }

        Figure(State, ExampleTexts.State, judged => judged.Rating.State);
        Figure(Downtime, ExampleTexts.Duration, judged => judged.Rating.DowntimeUs);
        Figure(Unmeasured, ExampleTexts.Duration, judged => judged.Rating.UnmeasuredUs);
        Figure(BudgetLeft, ExampleTexts.Duration, judged => judged.Rating.BudgetLeftUs);
        Figure(Outages, ExampleTexts.Number, judged => (long)judged.Outages.Count);
        Figure(Availability, ExampleTexts.Percent, judged => judged.Rating.Availability);
        Figure(Low, ExampleTexts.Percent, judged => judged.Rating.Low);
        Figure(High, ExampleTexts.Percent, judged => judged.Rating.High);
        if (expect.Node is YamlMap { Entries.Count: 0 })
        {
            errors.Add(expect.Node, expect.Path, "an example must state at least one figure");
        }

        void Figure<T>(ValueField<T> field, Func<T, string> text, Func<JudgedAvailability, object?> actual)
            where T : struct
        {
            if (Expectation<T>.Read(expect, field, text) is { } expectation)
            {
                _checks.Add((judged, found) => expectation.Check(actual(judged), found));
            }
        }
    }

    private List<SliceRun> Runs(RatingScope scope, AvailabilityRule rule)
    {
        (long first, long end) = scope.Slices(rule);
        long[] cuts = [.. scope.Cuts(rule), end];
        List<SliceRun> runs = [];
        long begin = Math.Clamp(rule.SliceOf(_begin), first, end);
        Append(_otherwise with { Count = begin - first });
        foreach (SliceGroup group in _groups)
        {
            Append(group);
        }

        Append(_otherwise with { Count = end });
        return runs;

        void Append(SliceGroup group)
        {
            for (long left = group.Count; left > 0 && first < end;)
            {
                long count = Math.Min(left, cuts.Where(cut => cut > first).Min() - first);
                runs.Add(new SliceRun(first, count, rule.StateOf(group.Sent, group.Lost), group.Sent * count, group.Lost * count));
                first += count;
                left -= count;
            }
        }
    }
}
