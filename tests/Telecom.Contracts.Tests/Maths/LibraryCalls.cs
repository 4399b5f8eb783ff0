using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Budgets;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>The functions of the library that docs/sla-maths.md names; what is given and what comes out as texts, times in minutes.</summary>
internal static class LibraryCalls
{
    public static IReadOnlyDictionary<string, string> Run(string function, JsonObject given) => function switch
    {
        "time-set" => OfSet(TimeSetOf(given)),
        "shape" => OfSet(OutageShaping.Shape(Set(given["outages"]), Long(given, "mergeGap") * UtcInstant.PerMinute, Long(given, "minimum") * UtcInstant.PerMinute)),
        "probes" => Probes(given),
        "month" => new() { ["hours"] = Number(MonthPeriods.Month(Text(given, "month"), Zone(given)).Length / UtcInstant.PerHour) },
        "ledger" => Ledger(given),
        "bounds" => Bounds(BoundsOf(given)),
        "burn-rate" => Burn(given),
        "rolling" => new() { ["availabilityPct"] = PercentText.Of(RollingAvailability.At(Minute(Long(given, "end")), Long(given, "window") * UtcInstant.PerMinute, Set(given["down"]), TimeSet.Empty).Exclude) },
        "quantile" => Quantile(given),
        "delay-variation" => Jitter(given),
        "high-loss" => HighLoss(given),
        "group" => Group(given),
        "cancellation" => Cancellation(given),
        "deadline" => Deadline(given),
        _ => throw new ArgumentException($"'{function}' is no function of the library", nameof(function)),
    };

    private static TimeSet TimeSetOf(JsonObject given)
    {
        TimeSet left = Set(given["left"]);
        TimeSet right = Set(given["right"]);
        return Text(given, "operation") switch
        {
            "union" => left.Union(right),
            "intersect" => left.Intersect(right),
            _ => left.Subtract(right),
        };
    }

    private static Dictionary<string, string> Probes(JsonObject given)
    {
        string probes = Text(given, "probes");
        ProbeResult[] results = [.. probes.Select((mark, minute) => new ProbeResult(Minute(minute), mark != 'x'))];
        TimeRange period = new(Minute(0), Minute(probes.Length));
        return OfSet(ProbeDowntime.Of(results, period, UtcInstant.PerMinute, 0, Enum.Parse<ProbeReading>(Text(given, "reading"))).Down);
    }

    private static Dictionary<string, string> Ledger(JsonObject given)
    {
        ExclusionTerms category = new("category", Enum.Parse<DenominatorPolicy>(Text(given, "policy")), ExclusionExtent.WholeRange, false, "1");
        AvailabilityTerms terms = new()
        {
            Target = new Ratio(999, 1000),
            Clause = "1",
            Maintenance = category,
            Exclusions = new Dictionary<string, ExclusionTerms>(StringComparer.Ordinal) { [category.Category] = category },
        };
        RatingFacts facts = new()
        {
            Outages = [.. Set(given["outages"]).Ranges.Select(range => new OutageFacts(range.Start, range.End))],
            Exclusions = [.. Set(given["exclusions"]).Ranges.Select(range => new ExclusionFacts(range, category.Category))],
        };
        AvailabilityLedger ledger = LedgerBuilder.Build(terms, facts, Set(new JsonArray(given["period"]!.DeepClone())).Ranges[0], () => throw new InvalidOperationException("No working time is asked for."));
        return new()
        {
            ["denominator"] = Minutes(ledger.Denominator),
            ["down"] = Minutes(ledger.Down),
            ["availabilityPct"] = PercentText.Of(new Ratio(ledger.Denominator.Length - ledger.Down.Length, ledger.Denominator.Length)),
        };
    }

    private static MissingDataBounds BoundsOf(JsonObject given) => new(Long(given, "total"), Long(given, "down"), Long(given, "unmeasured"));

    private static Dictionary<string, string> Bounds(MissingDataBounds bounds) => new()
    {
        ["low"] = PercentText.Of(bounds.Low),
        ["high"] = PercentText.Of(bounds.High),
        ["exclude"] = PercentText.Of(bounds.Exclude),
        ["coverage"] = PercentText.Of(bounds.Coverage),
    };

    private static Dictionary<string, string> Burn(JsonObject given)
    {
        MissingDataBounds window = BoundsOf(given);
        RatioBounds bounds = BurnRate.BoundsOf(RatioOf(given, "target"), window)!.Value;
        return new()
        {
            ["rate"] = BurnRate.Of(RatioOf(given, "target"), window)!.Value.ToText(4),
            ["low"] = bounds.Low.ToText(4),
            ["high"] = bounds.High.ToText(4),
        };
    }

    private static Dictionary<string, string> Quantile(JsonObject given)
    {
        ExactSamples exact = new();
        LogHistogram buckets = new();
        foreach (long sample in given["samples"]!.AsArray().Select(Long))
        {
            exact.Add(sample);
            buckets.Add(sample);
        }

        ISampleDistribution samples = Text(given, "kept") == "exactly" ? exact : buckets;
        QuantileEstimate estimate = samples.Quantile(RatioOf(given, "quantile"))!.Value;
        return new() { ["low"] = Number(estimate.Low), ["high"] = Number(estimate.High), ["value"] = estimate.Value.ToText(4) };
    }

    private static Dictionary<string, string> Jitter(JsonObject given)
    {
        DelayVariation variation = DelayVariation.Of(given["delays"]!.AsArray().Select(Long));
        Ratio quantile = RatioOf(given, "quantile");
        return new()
        {
            ["consecutive"] = string.Join(' ', variation.Consecutive.Select(difference => Number(difference!.Value))),
            ["interFrame"] = Number(variation.InterFrame(quantile)!.Value),
            ["range"] = Number(variation.Range(quantile)!.Value),
            ["interarrival"] = variation.InterarrivalJitter!.Value.ToText(4),
        };
    }

    private static Dictionary<string, string> HighLoss(JsonObject given)
    {
        SliceRun[] runs = [.. Text(given, "slices").Select((mark, slice) => new SliceRun(slice, 1, mark == 'x' ? SliceState.Bad : SliceState.Good, 10, mark == 'x' ? 10 : 0))];
        Detection detection = OutageDetector.Detect(runs, (int)Long(given, "consecutive"));
        HighLossCount count = HighLossIntervals.Count(runs, detection, (int)Long(given, "sequence"));
        return new()
        {
            ["unavailable"] = Number(count.Unavailable),
            ["highLoss"] = Number(count.HighLoss),
            ["sequences"] = Number(count.ConsecutiveHighLoss),
            ["availabilityPct"] = PercentText.Of(count.Availability),
        };
    }

    private static Dictionary<string, string> Group(JsonObject given)
    {
        CircuitTime[] circuits = [.. given["down"]!.AsArray().Zip(given["unmeasured"]!.AsArray(), (down, open) => new CircuitTime(Set(down), Set(open)))];
        TimeRange period = Set(new JsonArray(given["period"]!.DeepClone())).Ranges[0];
        GroupDowntime group = Assert.Single(CircuitGroup.Rate(circuits, GroupRule.AtLeastUp((int)Long(given, "required")), period));
        return new() { ["least"] = Minutes(group.Least), ["most"] = Minutes(group.Most) };
    }

    private static Dictionary<string, string> Cancellation(JsonObject given)
    {
        decimal[] credits = [.. given["credits"]!.AsArray().Select(credit => decimal.Parse(credit!.GetValue<string>(), CultureInfo.InvariantCulture))];
        (Ratio Progress, bool Due)[] after = [.. CancellationRight.After(RatioOf(given, "share"), decimal.Parse(Text(given, "annual"), CultureInfo.InvariantCulture), credits)];
        return new() { ["progressPct"] = PercentText.Of(after[^1].Progress), ["openAfter"] = Number(Array.FindIndex(after, credit => credit.Due) + 1) };
    }

    private static Dictionary<string, string> Deadline(JsonObject given)
    {
        DateTimeZone zone = Zone(given);
        ClaimWindow window = new((int)Long(given, "amount"), Enum.Parse<ClaimUnit>(Text(given, "unit")), ClaimAnchor.OutageEnd, "1");
        UtcInstant from = UtcInstant.From(DateTimeOffset.Parse(Text(given, "from"), CultureInfo.InvariantCulture));
        ClaimDeadline deadline = ClaimDeadline.Of(window, from, zone, () => new WorkCalendar(zone, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [], 0, WorkCalendar.MinutesPerDay));
        return new() { ["end"] = deadline.At.ToString(), ["endIsInTime"] = deadline.Allows(deadline.At) ? "true" : "false" };
    }

    private static Dictionary<string, string> OfSet(TimeSet set) => new()
    {
        ["minutes"] = Minutes(set),
        ["ranges"] = string.Join(' ', set.Ranges.Select(range => $"[{Number(MinuteOf(range.Start))},{Number(MinuteOf(range.End))}]")),
    };

    private static TimeSet Set(JsonNode? ranges) => TimeSet.Of(ranges!.AsArray().Select(range => new TimeRange(Minute(Long(range![0])), Minute(Long(range[1])))));

    private static string Minutes(TimeSet set) => Number(set.Length / UtcInstant.PerMinute);

    private static UtcInstant Minute(long minute) => new(minute * UtcInstant.PerMinute);

    private static long MinuteOf(UtcInstant instant) => instant.Microseconds / UtcInstant.PerMinute;

    private static DateTimeZone Zone(JsonObject given) => MonthPeriods.TryFindZone(Text(given, "zone"), out DateTimeZone? zone) ? zone : throw new ArgumentException("No such zone.", nameof(given));

    private static Ratio RatioOf(JsonObject given, string name) => Ratio.TryParse(Text(given, name), out Ratio ratio) ? ratio : throw new ArgumentException($"{name} is no decimal", nameof(given));

    private static string Text(JsonObject given, string name) => given[name]!.GetValue<string>();

    private static long Long(JsonObject given, string name) => Long(given[name]);

    private static long Long(JsonNode? number) => number!.GetValue<long>();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
