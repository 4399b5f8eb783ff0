using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.WorkedCases.Tests;

/// <summary>The worked cases about the library itself, driven from the file's numbers.</summary>
public sealed class GenericTests
{
    internal static readonly string[] Driven = ["GEN-01", "GEN-02", "GEN-03a", "GEN-05", "GEN-06", "GEN-07", "GEN-09"];

    [Fact]
    public void GEN_01_three_treatments_of_maintenance_give_three_figures()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-01");
        long total = (long)inputs["total_minutes"]!;
        long maintenance = (long)inputs["maintenance_outage_minutes"]!;
        long unplanned = (long)inputs["unplanned_minutes"]!;
        Assert.Equal((string)expected["removed_from_both_pct"]!, PercentText.Of(new Ratio(total - maintenance - unplanned, total - maintenance)));
        Assert.Equal((string)expected["counted_as_uptime_pct"]!, PercentText.Of(new Ratio(total - unplanned, total)));
        Assert.Equal((string)expected["counted_as_downtime_pct"]!, PercentText.Of(new Ratio(total - unplanned - maintenance, total)));
    }

    [Fact]
    public void GEN_02_missing_slices_have_three_readings_and_a_coverage()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-02");
        long good = (long)inputs["good"]!;
        long bad = (long)inputs["bad"]!;
        long none = (long)inputs["no_data"]!;
        TimeRange Minutes(long from, long count) => new(new UtcInstant(from * UtcInstant.PerMinute), new UtcInstant((from + count) * UtcInstant.PerMinute));
        MissingDataBounds bounds = MissingDataBounds.Of(TimeSet.Of(Minutes(0, good + bad + none)), TimeSet.Of(Minutes(good, bad)), TimeSet.Of(Minutes(good + bad, none)));
        Assert.Equal((string)expected["exclude_pct"]!, PercentText.Of(bounds.Exclude));
        Assert.Equal((string)expected["as_down_pct"]!, PercentText.Of(bounds.Low));
        Assert.Equal((string)expected["as_up_pct"]!, PercentText.Of(bounds.High));
        Json.AssertSame(expected["coverage_pct"], PercentText.Of(bounds.Coverage), "coverage_pct");
    }

    [Fact]
    public void GEN_03a_ten_lossy_seconds_in_a_row_are_unavailable_from_the_first()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-03a");
        List<SliceRun> runs = [];
        long first = 0;
        foreach (JsonNode? run in inputs["runs"]!.AsArray())
        {
            long count = (long)run![1]!;
            bool bad = (string)run[0]! == "bad";
            runs.Add(new SliceRun(first, count, bad ? SliceState.Bad : SliceState.Good, count * 10, bad ? count * 10 : 0));
            first += count;
        }

        Detection detection = OutageDetector.Detect(runs, (int)inputs["n"]!);
        long unavailable = detection.Outages.Sum(outage => outage.End - outage.First);
        Assert.Equal((long)expected["unavailable_intervals"]!, unavailable);
        Assert.Equal((long)expected["high_loss_intervals"]!, HighLossIntervals.Count(runs, detection, 1).HighLoss);
        Assert.Equal((string)expected["availability_pct"]!, PercentText.Of(new Ratio(first - unavailable, first)));
    }

    [Fact]
    public void GEN_05_weekly_hours_follow_local_time_after_the_clock_change()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-05");
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[(string)inputs["time_zone"]!];
        WorkCalendar calendar = new(zone, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [], 9 * 60, 17 * 60);
        TimeSet service = calendar.WorkingHoursSet(MonthPeriods.Month((string)inputs["month"]!, zone));
        TimeSet down = TimeSet.Of(inputs["outages"]!.AsArray().Select(outage => new TimeRange(Instant(outage!["start"]), Instant(outage["end"])))).Intersect(service);
        Assert.Equal(long.Parse((string)expected["service_minutes"]!, CultureInfo.InvariantCulture), service.Length / UtcInstant.PerMinute);
        Assert.Equal(long.Parse((string)expected["downtime_minutes"]!, CultureInfo.InvariantCulture), down.Length / UtcInstant.PerMinute);
        Assert.Equal((string)expected["availability_pct"]!, PercentText.Of(new Ratio(service.Length - down.Length, service.Length)));
    }

    [Fact]
    public void GEN_06_a_late_exclusion_makes_a_second_statement_and_an_adjustment()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-06");
        int down = (int)inputs["downtime_minutes_v1"]!;
        int excluded = (int)inputs["excluded_later_minutes"]!;
        Telecom.Contracts.ContractDocument document = LibraryTests.Document("infopromo");
        string evidence = $$"""
            {"timeZone": "UTC", "month": "2026-04", "plan": "{{inputs["plan"]}}", "currency": "USD",
             "charges": [{"item": "fee", "amount": {{inputs["monthly_fee"]!.ToJsonString()}}, "affected": true, "creditable": true}],
             "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T10:{{down}}:00Z"}],
             "exclusions": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T10:{{excluded}}:00Z", "category": "third_party", "status": "approved", "recordedAt": "2026-05-20T00:00:00Z"}]}
            """;
        Telecom.Sla.Domain.Statements.Statement AsOf(string instant)
        {
            JsonObject known = JsonNode.Parse(evidence)!.AsObject();
            known["asOf"] = instant;
            var loaded = Telecom.Contracts.Evidence.EvidenceLoader.Load(System.Text.Encoding.UTF8.GetBytes(known.ToJsonString()), "evidence.json");
            return Telecom.Contracts.Evidence.EvidenceRater.Rate(document, loaded.Document!).Statement!;
        }

        var first = AsOf("2026-05-10T00:00:00Z");
        var second = AsOf("2026-06-01T00:00:00Z");
        Check(expected["v1"]!.AsObject(), first);
        Check(expected["v2"]!.AsObject(), second);
        var line = Assert.Single(Telecom.Sla.Domain.Statements.AdjustmentLine.Between(first, second));
        Assert.Equal(decimal.Parse((string)expected["adjustment"]!, CultureInfo.InvariantCulture), line.Difference);

        static void Check(JsonObject stated, Telecom.Sla.Domain.Statements.Statement statement)
        {
            var period = Assert.Single(statement.Periods);
            Assert.Equal((string)stated["availability_pct"]!, PercentText.Of(period.Availability));
            Assert.Equal((bool)stated["target_met"]!, period.Verdict == ObjectiveState.Met);
            Assert.Equal(decimal.Parse((string)stated["credit_amount"]!, CultureInfo.InvariantCulture), period.Credit!.Amount);
        }
    }

    [Fact]
    public void GEN_07_downtime_from_probes_has_three_readings()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-07");
        long interval = (long)inputs["interval_s"]! * UtcInstant.PerSecond;
        ProbeResult[] probes = [.. inputs["probes"]!.AsArray().Select(probe => new ProbeResult(Instant($"2026-04-10T{probe![0]}Z"), (string)probe[1]! == "ok"))];
        TimeRange period = new(probes[0].At, probes[^1].At.Plus(interval));
        string Minutes(ProbeReading reading) =>
            (ProbeDowntime.Of(probes, period, interval, 0, reading).Down.Length / UtcInstant.PerMinute).ToString(CultureInfo.InvariantCulture);
        Assert.Equal((string)expected["each_probe_owns_its_interval_min"]!, Minutes(ProbeReading.ProbeOwnsInterval));
        Assert.Equal((string)expected["first_fail_to_last_fail_min"]!, Minutes(ProbeReading.FirstFailToLastFail));
        Assert.Equal((string)expected["last_ok_to_next_ok_min"]!, Minutes(ProbeReading.LastOkToNextOk));
    }

    [Fact]
    public void GEN_09_a_percentile_comes_from_merged_samples()
    {
        (JsonObject inputs, JsonObject expected) = Read("GEN-09");
        Ratio quantile = Ratio.Percent((long)inputs["percentile"]!);
        ExactSamples merged = new();
        Ratio mean = Ratio.Zero;
        JsonArray agents = inputs["agents"]!.AsArray();
        foreach (JsonNode? agent in agents)
        {
            ExactSamples own = new();
            own.Add((long)agent!["latency_ms"]! * 1_000_000, (long)agent["count"]!);
            merged.MergeFrom(own);
            mean += own.Quantile(quantile)!.Value.Value / new Ratio(agents.Count * 1_000_000L, 1);
        }

        Assert.Equal((string)expected["merged_p95_ms"]!, (merged.Quantile(quantile)!.Value.Value / new Ratio(1_000_000, 1)).ToText(0));
        Assert.Equal((string)expected["mean_of_p95_ms"]!, mean.ToText(0));
    }

    [Fact]
    public void IP_01_the_allowance_of_every_plan_and_month_length()
    {
        (JsonObject inputs, JsonObject expected) = Read("IP-01");
        Dictionary<int, string> months = new() { [28] = "2026-02", [29] = "2028-02", [30] = "2026-04", [31] = "2026-05" };
        foreach (JsonNode? days in inputs["month_days"]!.AsArray())
        {
            JsonArray plans = inputs["plans"]!.AsArray();
            for (int i = 0; i < plans.Count; i++)
            {
                JsonObject statement = LibraryTests.Rate("infopromo", new JsonObject { ["month"] = months[(int)days!], ["plan"] = Json.Copy(plans[i]), ["timeZone"] = "UTC" });
                Json.AssertSame(expected["minutes"]![days!.ToJsonString()]![i], statement.At("periods.0.budgetMinutes"), $"{plans[i]} {days} days");
            }
        }
    }

    private static (JsonObject Inputs, JsonObject Expected) Read(string id)
    {
        JsonObject entry = CaseFile.Case(id);
        return (entry["inputs"]!.AsObject(), entry["expected"]!.AsObject());
    }

    private static UtcInstant Instant(JsonNode? text) => UtcInstant.From(DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture));
}
