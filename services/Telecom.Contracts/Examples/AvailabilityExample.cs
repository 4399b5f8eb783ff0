using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>What slices of a month make of availability. All slices that are not listed are like "otherwise".</summary>
internal sealed class AvailabilityExample : IExample
{
    private const long MostSlices = 10_000_000;

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
        MapReader map = new(node, path, errors, "plan", "month", "subscribed_from?", "as_of?", "begin", "slices", "otherwise?", "expect");
        _context = context;
        _plan = context.ReadPlan(map, errors);
        _month = map.Value("month", ValueRules.Month, "1970-01");
        _subscribedFrom = map["subscribed_from"] is null ? null : map.Value("subscribed_from", ValueRules.Instant, default);
        _asOf = map["as_of"] is null ? null : map.Value("as_of", ValueRules.Instant, default);
        _begin = map.Value("begin", ValueRules.Instant, default);
        _otherwise = map.Value("otherwise", ValueRules.OneOf(("good", new SliceGroup(1, 1, 0)), ("unmeasured", default)), new SliceGroup(1, 1, 0));
        foreach ((YamlNode item, string itemPath) in map.Items("slices"))
        {
            MapReader group = new(item, itemPath, errors, "count", "sent", "lost");
            long sent = group.Value("sent", ValueRules.Integer(0, 1_000_000), 0);
            _groups.Add(new SliceGroup(group.Value("count", ValueRules.Integer(1, MostSlices), 1), sent, group.Value("lost", ValueRules.Integer(0, sent), 0)));
        }

        ReadExpectations(map, errors);
    }

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan is null)
        {
            return;
        }

        PlanTerms terms = _plan.Terms();
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
        MapReader expect = new(
            map["expect"], map.PathOf("expect"), errors, "state?", "downtime?", "unmeasured?", "budget_left?", "outages?", "availability?", "low?", "high?");
        Figure("state", ValueRules.State, ExampleTexts.State, judged => judged.Rating.State);
        Figure("downtime", ValueRules.Duration, ExampleTexts.Duration, judged => judged.Rating.DowntimeUs);
        Figure("unmeasured", ValueRules.Duration, ExampleTexts.Duration, judged => judged.Rating.UnmeasuredUs);
        Figure("budget_left", ValueRules.Duration, ExampleTexts.Duration, judged => judged.Rating.BudgetLeftUs);
        Figure("outages", ValueRules.Integer(0, MostSlices), ExampleTexts.Number, judged => (long)judged.Outages.Count);
        Figure("availability", ValueRules.Percent, ExampleTexts.Percent, judged => judged.Rating.Availability);
        Figure("low", ValueRules.Percent, ExampleTexts.Percent, judged => judged.Rating.Low);
        Figure("high", ValueRules.Percent, ExampleTexts.Percent, judged => judged.Rating.High);
        if (map["expect"] is YamlMap { Entries.Count: 0 } empty)
        {
            errors.Add(empty, expect.Path, "an example must state at least one figure");
        }

        void Figure<T>(string field, ValueRule<T> rule, Func<T, string> text, Func<JudgedAvailability, object?> actual)
            where T : struct
        {
            if (Expectation<T>.Read(expect, field, rule, default, text) is { } expectation)
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
