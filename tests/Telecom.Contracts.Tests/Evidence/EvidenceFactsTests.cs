using NodaTime;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Evidence;

public sealed class EvidenceFactsTests
{
    private static readonly UtcInstant April = At(2026, 4, 1);

    [Fact]
    public void Every_field_of_the_form_is_read()
    {
        EvidenceDocument document = EvidenceTexts.Read(EvidenceTexts.Full);
        RatingFacts facts = document.Facts;

        Assert.Equal("premium", document.Plan);
        Assert.Equal("floor", document.Readings["IP-R1"]);
        Assert.Equal("Europe/Berlin", facts.Zone!.Id);
        Assert.Equal(new CurrencyUnit("EUR", 2), facts.Currency);
        Assert.Equal("eu-west", facts.Region);
        Assert.Equal([PeriodRequest.OfMonth(2026, 4)], facts.Periods);
        Assert.Equal(At(2026, 5, 1, 22), facts.AsOf);
        Assert.Equal(At(2026, 1, 1), facts.SubscriptionStart);
        Assert.Equal([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], facts.Calendar!.Weekend);
        Assert.Equal([new LocalDate(2026, 5, 1)], facts.Calendar.Holidays);
        Assert.Equal((540, 1050), (facts.Calendar.OpensMinute, facts.Calendar.ClosesMinute));
        Assert.Equal([new ChargeFacts("line", 1500m, true, false), new ChargeFacts("charge", 20.5m, null, null)], facts.Charges);
        Assert.Equal(999.99m, facts.Invoices["2026-04"]);
        Assert.Equal(
            [new CreditTier(Ratio.Zero, new Ratio(99, 100), new Ratio(41, 400)), new CreditTier(new Ratio(99, 100), new Ratio(999, 1000), new Ratio(1, 20))],
            facts.RebateTable);
        Assert.Equal(MissingDataPolicy.Exclude, facts.MissingData);
        Assert.Equal(At(2026, 4, 5), facts.Unmeasured.Ranges[0].Start);
        Assert.Equal(UtcInstant.PerHour, facts.Unmeasured.Length);
        Assert.Equal(
            [
                new SettlementFacts(At(2026, 5, 3), 0, SettlementForm.Waiver, 5m, "billing", "agreed"),
            ],
            facts.Settlements);
    }

    [Fact]
    public void Outages_are_exact_to_the_microsecond_and_absence_has_a_meaning()
    {
        IReadOnlyList<OutageFacts> outages = EvidenceTexts.Read(EvidenceTexts.Full).Facts.Outages;

        Assert.Equal(
            new OutageFacts(At(2026, 4, 10, 8).Plus(1), At(2026, 4, 10, 10))
            {
                Cause = "provider",
                Source = "prober",
                ReportedAt = At(2026, 4, 10, 8).Plus(60_000_000),
                RecognisedAt = At(2026, 4, 10, 8).Plus(120_000_000),
                NoticeAt = At(2026, 4, 10, 8).Plus(180_000_000),
                RecordedAt = At(2026, 4, 10, 8).Plus(240_000_000),
                Confirmed = true,
                ServiceAccessible = false,
            },
            outages[0]);
        Assert.Equal(new OutageFacts(At(2026, 4, 30), null), outages[1]);
    }

    [Fact]
    public void An_outage_that_ends_where_it_starts_is_allowed()
    {
        OutageFacts outage = Assert.Single(EvidenceTexts.Read("""{"month": "2026-04", "outages": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-01T02:00:00+02:00"}]}""").Facts.Outages);
        Assert.Equal((April, April), (outage.Start, outage.End!.Value));
    }

    [Fact]
    public void An_announcement_that_is_absent_was_not_examined_and_one_that_is_null_never_came()
    {
        RatingFacts facts = EvidenceTexts.Read(EvidenceTexts.Full).Facts;
        Assert.Equal(
            [default, new Announcement(true, null), new Announcement(true, April)],
            facts.Maintenance.Select(window => window.Announced));
        Assert.Equal([null, null, At(2026, 4, 2)], facts.Maintenance.Select(window => window.RecordedAt));
        Assert.Equal([new Announcement(true, null), default], facts.Exclusions.Select(exclusion => exclusion.Announced));
        Assert.Equal([ExclusionStatus.Approved, ExclusionStatus.NotExamined], facts.Exclusions.Select(exclusion => exclusion.Status));
        Assert.Equal(("J. Doe", "weather service bulletin 7"), (facts.Exclusions[0].DecidedBy, facts.Exclusions[0].Evidence));
    }

    [Fact]
    public void A_gate_is_true_false_ranges_or_not_examined()
    {
        IReadOnlyDictionary<string, GateFacts> gates = EvidenceTexts.Read(EvidenceTexts.Full).Facts.Gates;
        Assert.Equal(["accountGoodStanding", "notSuspended"], gates.Keys.Order());
        Assert.True(gates["accountGoodStanding"].HoldsAt(April));
        Assert.True(gates["notSuspended"].HoldsAt(At(2026, 4, 19, 23)));
        Assert.False(gates["notSuspended"].HoldsAt(At(2026, 4, 20)));
    }

    [Fact]
    public void Samples_are_exact_to_the_nanosecond_and_the_bit()
    {
        IReadOnlyList<MeasurementFacts> measurements = EvidenceTexts.Read(EvidenceTexts.Full).Facts.Measurements!;
        Assert.Equal([49_999_999, 50_000_000, 0], measurements[0].LatencyNs);
        Assert.Equal([100_000_001], measurements[0].ThroughputBps);
        Assert.Equal([(1000L, 1L)], measurements[0].Loss);
        Assert.Equal(("eu-west", new TimeRange(April, At(2026, 4, 2))), (measurements[0].Region, measurements[0].Range!.Value));
        Assert.Equal(("ap-south", null), (measurements[1].Region, measurements[1].Range));
        Assert.Empty(measurements[1].LatencyNs);
    }

    [Theory]
    [InlineData("49.999999", 49_999_999)]
    [InlineData("\"0049.99999900\"", 49_999_999)]
    [InlineData("3600000", 3_600_000_000_000)]
    [InlineData("\"0.000001\"", 1)]
    public void A_delay_is_the_same_as_a_number_and_as_words(string written, long nanoseconds) =>
        Assert.Equal([nanoseconds], EvidenceTexts.Read($$"""{"measurements": [{"latencyMs": [{{written}}]}]}""").Facts.Measurements![0].LatencyNs);

    [Fact]
    public void Claims_name_an_outage_by_index_or_by_its_range()
    {
        IReadOnlyList<ClaimFacts> claims = EvidenceTexts.Read(EvidenceTexts.Full).Facts.Claims!;
        Assert.Equal((0, null, null), (claims[0].Outage, claims[0].OutageRange, claims[0].Event));
        Assert.Equal((At(2026, 4, 12), At(2026, 4, 11)), (claims[0].FiledAt!.Value, claims[0].TicketAt!.Value));
        Assert.Equal((null, new TimeRange(At(2026, 3, 1), At(2026, 3, 1, 1))), (claims[1].Outage, claims[1].OutageRange!.Value));
        Assert.Null(claims[1].Contents);
        Assert.Equal((1, At(2026, 4, 11, 8).Plus(15 * UtcInstant.PerMinute)), (claims[2].Event!.Value, claims[2].IssueAt!.Value));
    }

    [Fact]
    public void Contents_are_words_or_present_or_missing()
    {
        IReadOnlyDictionary<string, string?> contents = EvidenceTexts.Read(EvidenceTexts.Full).Facts.Claims![0].Contents!;
        Assert.Equal("SLA Credit Request", contents["subject"]);
        Assert.False(string.IsNullOrWhiteSpace(contents["logs"]));
        Assert.Null(contents["ticketNumber"]);
        Assert.Null(contents["accountEmail"]);
        Assert.Null(contents["incidentTimes"]);
    }

    [Fact]
    public void Cases_keep_their_events_in_the_order_of_the_evidence()
    {
        CaseFacts item = Assert.Single(EvidenceTexts.Read(EvidenceTexts.Full).Facts.Cases);
        Assert.Equal(("C-1", "P1", "minor_bug", At(2026, 4, 16, 12)), (item.Id, item.Severity, item.Cause, item.ReportedAt));
        Assert.Equal(
            [
                new CaseEvent(At(2026, 4, 16, 12).Plus(30 * UtcInstant.PerMinute), CaseEventKind.Acknowledged),
                new CaseEvent(At(2026, 4, 16, 13), CaseEventKind.SeverityChanged, "P2", "none"),
                new CaseEvent(At(2026, 4, 16, 14), CaseEventKind.Agreed, Until: At(2026, 4, 20, 14)),
            ],
            item.Events);
    }

    [Fact]
    public void Absent_lists_were_not_examined_and_empty_ones_hold_nothing()
    {
        RatingFacts absent = EvidenceTexts.Read("""{"month": "2026-04"}""").Facts;
        Assert.Null(absent.Charges);
        Assert.Null(absent.Events);
        Assert.Null(absent.Commitments);
        Assert.Null(absent.Measurements);
        Assert.Null(absent.Claims);
        Assert.Null(absent.RebateTable);
        Assert.Null(absent.AsOf);
        Assert.Null(absent.MissingData);
        Assert.True(absent.Unmeasured.IsEmpty);

        RatingFacts empty = EvidenceTexts.Read("""{"month": "2026-04", "charges": [], "events": [], "commitments": [], "measurements": [], "claims": [], "parameters": {"rebateTable": []}}""").Facts;
        Assert.Empty(empty.Charges!);
        Assert.Empty(empty.Events!);
        Assert.Empty(empty.Commitments!);
        Assert.Empty(empty.Measurements!);
        Assert.Empty(empty.Claims!);
        Assert.Empty(empty.RebateTable!);

        RatingFacts nulls = EvidenceTexts.Read("""{"month": "2026-04", "charges": null, "claims": null, "year": null, "asOf": null, "calendar": null, "plan": null}""").Facts;
        Assert.Null(nulls.Charges);
        Assert.Null(nulls.Claims);
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("\"2026\"")]
    public void A_year_may_be_words_or_a_number(string year) => Assert.Equal([PeriodRequest.OfYear(2026)], EvidenceTexts.Read($$"""{"year": {{year}}}""").Facts.Periods);

    [Fact]
    public void Several_periods_may_mix_ranges_and_months() =>
        Assert.Equal(
            [PeriodRequest.Of(new TimeRange(April, At(2026, 4, 15))), PeriodRequest.OfMonth(2026, 5)],
            EvidenceTexts.Read("""{"periods": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-15T00:00:00Z"}, {"month": "2026-05"}]}""").Facts.Periods);

    [Fact]
    public void Yaml_says_the_same_as_json()
    {
        EvidenceDocument yaml = EvidenceTexts.ReadYaml("""
            plan: premium
            period: {start: 2026-04-01T00:00:00Z, end: 2026-05-01T00:00:00Z}
            readings: {IP-R1: floor, OM-R5: 52_weeks}
            charges: [{amount: 1000.00, affected: true}]
            outages: [{start: 2026-04-10T10:00:00Z, end: ~, confirmed: true, reportedAt: null}]
            measurements: [{latencyMs: [49.999999]}]
            claims: [{outage: 0, contents: {subject: "true", logs: true, ticketNumber: 1234}}]
            cases: [{id: one, severity: 1, reportedAt: 2026-04-10T10:00:00Z}]
            """);
        EvidenceDocument json = EvidenceTexts.Read("""
            {"plan": "premium", "period": {"start": "2026-04-01T00:00:00Z", "end": "2026-05-01T00:00:00Z"}, "readings": {"IP-R1": "floor", "OM-R5": "52_weeks"},
             "charges": [{"amount": "1000", "affected": true}], "outages": [{"start": "2026-04-10T10:00:00Z", "confirmed": true}],
             "measurements": [{"latencyMs": ["49.999999"]}], "claims": [{"outage": "0", "contents": {"subject": "true", "logs": true, "ticketNumber": "1234"}}],
             "cases": [{"id": "one", "severity": "1", "reportedAt": "2026-04-10T10:00:00Z"}]}
            """);

        Assert.Equal(json.Plan, yaml.Plan);
        Assert.Equal(json.Readings, yaml.Readings);
        Assert.Equal(json.Facts.Periods, yaml.Facts.Periods);
        Assert.Equal(json.Facts.Charges, yaml.Facts.Charges);
        Assert.Equal(json.Facts.Outages, yaml.Facts.Outages);
        Assert.Equal(json.Facts.Measurements![0].LatencyNs, yaml.Facts.Measurements![0].LatencyNs);
        Assert.Equal(json.Facts.Claims![0].Contents, yaml.Facts.Claims![0].Contents);
        Assert.Equal(json.Facts.Claims[0].Outage, yaml.Facts.Claims[0].Outage);
        Assert.Equal(json.Facts.Cases[0].Severity, yaml.Facts.Cases[0].Severity);
        Assert.Equal("true", yaml.Facts.Claims[0].Contents!["subject"]);
    }

    private static UtcInstant At(int year, int month, int day, int hour = 0) => UtcInstant.From(Instant.FromUtc(year, month, day, hour, 0));
}
