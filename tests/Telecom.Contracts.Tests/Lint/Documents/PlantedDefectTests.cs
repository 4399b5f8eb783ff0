using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint.Documents;

/// <summary>Each defect that structure can show, planted alone in a document that has none: it is found, and nothing else is.</summary>
public sealed class PlantedDefectTests
{
    private const string Tiers = "value: [{from: 99 %, to: 99.9 %, credit: 10 %}, {from: 95 %, to: 99 %, credit: 25 %}, {from: 0 %, to: 95 %, credit: 40 %}]";
    private const string ByText = "quote: Saturday and Sunday";
    private const string ByProvider = "set_by: provider";

    public static TheoryData<string, string, string[]> Plants => new()
    {
        { "rebate_table_empty", "table", [Tiers, "value: []"] },
        { "tier_gap", "table", ["{from: 95 %, to: 99 %, credit: 25 %}, ", ""] },
        { "tier_gap", "table", ["{from: 0 %, to: 95 %, credit: 40 %}", "{from: 10 %, to: 95 %, credit: 40 %}"] },
        { "tier_gap", "table", ["to: 99.9 %, credit: 10 %", "to: 99.8 %, credit: 10 %"] },
        { "tier_gap", "table", ["- {id: access, name: Access}", "- {id: access, name: Access, availability_target: {value: 99.95 %, clause: \"2\"}}"] },
        { "tier_not_monotone", "table", ["credit: 10 %", "credit: 30 %"] },
        { "tier_above_cap", "table", ["value: 50 %, clause: \"3\", quote: at most half", "value: 39.9 %, clause: \"3\", quote: at most two fifths"] },
        { "cap_above_charges", "days", ["7 days of the month", "29 days of the month"] },
        { "credit_cap_missing", "rate", ["      cap: {value: 50 %, clause: \"3\", quote: at most half of the monthly charge}\n", ""] },
        { "credit_cap_missing", "rate", ["quote: at most half of the monthly charge", "set_by: provider"] },
        { "credit_step_ambiguous", "rate", ["steps: {value: whole,", "steps: {value: whole, reading: NL-R1, otherwise: {rate: pro_rata},"] },
        { "two_duration_thresholds", "days", ["\">= 30 min\"", "\"> 60 min\""] },
        { "credit_not_linked_to_target", "table to days", [] },
        { "refund_base_ambiguous", "instalments", ["base: {value: missed_month,", "base: {value: missed_month, reading: NL-R1, otherwise: {own: own_invoice},"] },
        { "refund_trigger_ambiguous", "instalments", ["trigger: {value: missed_objective,", "trigger: {value: missed_objective, reading: NL-R1, otherwise: {any: any_late_event},"] },
        { "performance_credit_without_amount", "table", ["    credit:\n", "    performance_credit: {value: unspecified, clause: \"3\", quote: a credit}\n    credit:\n"] },
        { "cancellation_reachable_only_at_cap_every_month", "table", ["value: 20 %", "value: 50 %"] },
        { "cancellation_reachable_only_at_cap_every_month", "table", ["value: 20 %", "value: 50.1 %"] },
        { "period_conflict", "table", ["period: {value: calendar_month,", "period: {value: calendar_month, reading: NL-R1, otherwise: {cycle: billing_cycle},"] },
        { "target_period_conflict", "table", ["      formula:", "      year_target: {value: 99.9 %, clause: \"2\"}\n      formula:"] },
        { "availability_defined_twice", "table", ["formula: {value: uptime_share,", "formula: {value: uptime_share, reading: NL-R1, otherwise: {other: target_minus_downtime},"] },
        { "minutes_do_not_match_percentage", "table", ["      formula:", "      downtime_limit: {value: none, clause: \"2\", reading: NL-R1, otherwise: {minutes: 43.2 min}}\n      formula:"] },
        { "downtime_starts_at_report", "table", ["accrual: {value: measured", "accrual: {value: report"] },
        { "accrual_needs_customer_notice", "table", ["accrual: {value: measured", "accrual: {value: recognition_and_notice"] },
        { "single_evidence_source", "table", ["      formula:", "      source_of_record: {value: prober, clause: \"2\"}\n      formula:"] },
        { "window_anchor_ambiguous", "table", ["quote: days of the end", ByProvider] },
        { "window_anchor_ambiguous", "table", ["anchor: {value: outage_end,", "anchor: {value: outage_end, reading: NL-R1, otherwise: {start: outage_start},"] },
        { "business_calendar_undefined", "table", ["value: 14 days", "value: 10 business_days", ByText, ByProvider] },
        { "business_calendar_undefined", "table", ["value: 14 days", "value: 10 business_days", "quote: and 25 December 2026", ByProvider] },
        { "holidays_and_weekends_undefined", "table", ["value: always", "value: workdays", ByText, ByProvider] },
        { "time_zone_undefined", "table", ["time_zone: {value: UTC, clause: \"1\", quote: All times are UTC}", "time_zone: {value: UTC, clause: \"1\", set_by: provider}"] },
        { "severity_inversion", "table", ["value: 24 h, clause", "value: 7 h, clause"] },
        { "severity_inversion", "table", ["respond: {value: 1 h,", "respond: {value: 29 min,"] },
        { "target_is_a_range", "table", ["respond: {value: 15 min,", "respond: {value: 15 min, range: [5 min, 15 min],"] },
        { "commitment_without_remedy", "table", ["remedy: {value: yes", "remedy: {value: no"] },
        { "unmeasurable_promise", "table", ["    rights:\n", "    obligations:\n      - {id: root_cause, text: The cause, clause: \"5\", quote: soon}\n    rights:\n"] },
    };

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_planted_defect_is_found_and_nothing_else_is(string code, string schedule, string[] edits)
    {
        string sound = schedule switch
        {
            "rate" => SoundDocument.WithRate,
            "days" => SoundDocument.WithDays,
            "instalments" => SoundDocument.WithInstalments,
            _ => SoundDocument.WithTable,
        };
        string planted = schedule == "table to days" ? SoundDocument.WithDays : sound;
        foreach (string[] edit in edits.Chunk(2))
        {
            planted = planted.With(edit[0], edit[1]);
        }

        Assert.Equal([.. SoundDocument.Codes(sound).Append(code).Order(StringComparer.Ordinal)], SoundDocument.Codes(planted));
        LintFinding finding = SoundDocument.Lint(planted).Findings.Single(found => found.Code == code);
        Assert.Equal(LintKind.Structural, finding.Kind);
    }

    [Fact]
    public void A_duration_that_a_percentage_leaves_in_every_month_is_no_contradiction()
    {
        string yaml = SoundDocument.WithTable.With("target: {value: 99.9 %", "target: {value: 100 %").With("to: 99.9 %, credit: 10 %", "to: 100 %, credit: 10 %")
            .With("      formula:", "      downtime_limit: {value: 0 s, clause: \"2\"}\n      formula:");
        yaml = yaml.With("downtimeMinutes: \"10\", verdict: met", "downtimeMinutes: \"10\", verdict: breached")
            .With("downtimeMinutes: \"10\", verdict: met", "downtimeMinutes: \"10\", verdict: breached");
        Assert.Empty(SoundDocument.Codes(yaml));
    }

    [Fact]
    public void An_agreed_target_and_a_row_of_another_cause_are_not_compared()
    {
        string agreed = SoundDocument.WithTable.With("resolve: {value: 24 h", "resolve: {value: agreed");
        string cause = SoundDocument.WithTable.With("resolve: {value: 24 h", "resolve: {value: 1 h").With("- severity: \"3\"\n", "- severity: \"3\"\n          cause: bug\n");
        Assert.Empty(SoundDocument.Codes(agreed));
        Assert.Empty(SoundDocument.Codes(cause));
    }

    [Fact]
    public void Hours_of_the_day_that_the_provider_set_need_no_zone_of_the_text()
    {
        string yaml = SoundDocument.WithTable.With("quote: All times are UTC", ByProvider).With("quote: from 08:00", ByProvider).With("quote: to 18:00", ByProvider);
        Assert.Empty(SoundDocument.Codes(yaml));
    }

    [Fact]
    public void A_cap_that_the_text_refuses_is_not_missing() =>
        Assert.Empty(SoundDocument.Codes(SoundDocument.WithRate.With("cap: {value: 50 %, clause: \"3\", quote: at most half of the monthly charge}", "cap: {value: none, clause: \"3\", quote: without limit}")));

    [Fact]
    public void A_finding_stands_at_its_parameter_with_the_words_of_the_text()
    {
        string yaml = SoundDocument.WithTable.With("value: 24 h, clause", "value: 7 h, clause");
        LintFinding finding = Assert.Single(SoundDocument.Lint(yaml).Findings);
        Assert.Equal(SoundDocument.LineOf(yaml, "resolved within 8 hours"), finding.Line);
        Assert.Equal(["resolved within 8 hours", "resolved within a day"], finding.Quotes);
        Assert.Contains("severity 2 may take 8 h", finding.Message, StringComparison.Ordinal);
        Assert.Contains("severity 3 7 h", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Minutes_are_held_against_the_shortest_and_the_longest_month()
    {
        string yaml = SoundDocument.WithTable.With("      formula:", "      downtime_limit: {value: 43 min, clause: \"2\", quote: no more than 43 minutes}\n      formula:");
        LintFinding finding = Assert.Single(SoundDocument.Lint(yaml).Findings);

        // 0.1 % of 28 and of 31 days of 1440 min.
        Assert.Contains("40.32 min", finding.Message, StringComparison.Ordinal);
        Assert.Contains("44.64 min", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["no more than 43 minutes", "available 99.9 %"], finding.Quotes);
    }
}
