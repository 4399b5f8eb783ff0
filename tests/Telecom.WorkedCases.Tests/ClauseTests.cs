using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Telecom.Contracts;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.WorkedCases.Tests;

/// <summary>Clauses that the worked cases do not reach, on the real documents. The working stands beside each figure.</summary>
public sealed class ClauseTests
{
    private const string TagoOutage = """
        "period": {"start": "2026-04-01T00:00:00Z", "end": "2026-05-01T00:00:00Z"}, "currency": "USD",
        "charges": [{"item": "middleware", "amount": "500.00", "affected": true, "creditable": true}],
        """;

    // 0 to 72 h down is 10 % of April: ten steps of 1 % at 10 % are the whole fee of 300.00, which the version split shares by time.
    private const string InfopromoApril = """
        "plan": "standard", "month": "2026-04", "currency": "USD", "charges": [{"item": "fee", "amount": "300.00", "affected": true, "creditable": true}],
        """;

    [Fact]
    public void A_month_in_which_the_contract_changes_is_split_and_its_charges_with_it()
    {
        // From 16 April on the target is 90 %: 15 days of 30 each. 21.6 h of 360 h down are 6 % in both halves: the first owes 60 % of half the
        // fee, 0.6 x 150.00 = 90.00, the second is met.
        JsonObject statement = Rate(TwoVersions(), "{" + InfopromoApril + """
            "outages": [{"start": "2026-04-02T00:00:00Z", "end": "2026-04-02T21:36:00Z"}, {"start": "2026-04-20T00:00:00Z", "end": "2026-04-20T21:36:00Z"}]}
            """);

        Assert.Equal(["2026-01", "2026-04-16"], statement["periods"]!.AsArray().Select(period => (string)period!["version"]!));
        Assert.Equal(["breached", "met"], statement["periods"]!.AsArray().Select(period => (string)period!["verdict"]!));
        Assert.Equal(["90.00", "0.00"], statement["periods"]!.AsArray().Select(period => (string)period!["credit"]!["amount"]!));
        Assert.Equal("94.0000", (string)statement.At("periods.0.availabilityPct")!);
        Assert.Equal("2026-01, 2026-04-16", (string)statement["version"]!);
    }

    [Fact]
    public void The_prober_decides_and_the_agents_are_flagged_where_they_disagree()
    {
        // The prober saw 10:00-12:00, the agents 10:30-13:00: 30 + 60 minutes of disagreement, and 120 minutes count.
        JsonObject period = Rate("tagoio", "{" + TagoOutage + """
            "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T12:00:00Z", "source": "prober"},
                        {"start": "2026-04-10T10:30:00Z", "end": "2026-04-10T13:00:00Z", "source": "agents"}]}
            """).At("periods.0").AsObject();

        Assert.Equal("120", (string)period["downtimeMinutes"]!);
        Assert.Equal(["2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z"], period["disagreement"]!.AsArray().Select(range => (string)range!["start"]!));
        Assert.Equal(["2026-04-10T10:30:00Z", "2026-04-10T13:00:00Z"], period["disagreement"]!.AsArray().Select(range => (string)range!["end"]!));
    }

    [Theory]
    [InlineData("null", "130", "an announcement that never came excludes nothing")]
    [InlineData("\"2026-04-10T10:00:00Z\"", "130", "an announcement at the start is not before it")]
    [InlineData("\"2026-04-10T09:59:59Z\"", "70", "an hour of the window is announced maintenance")]
    public void Maintenance_counts_only_when_it_was_announced_before_it_began(string announcedAt, string minutes, string why)
    {
        JsonObject statement = Rate("tagoio", "{" + TagoOutage + $$"""
            "maintenance": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T11:00:00Z", "announcedAt": {{announcedAt}}}],
            "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T12:10:00Z"}]}
            """);
        Assert.True(minutes == (string)statement.At("periods.0.downtimeMinutes")!, why);
    }

    [Fact]
    public void A_gate_that_does_not_hold_during_the_downtime_keeps_the_credit_back()
    {
        const string down = """
            "month": "2026-06", "currency": "SGD", "charges": [{"item": "payroll", "amount": "800.00", "affected": true, "creditable": true}],
            "parameters": {"rebateTable": [{"fromPct": "0", "toPct": "99.9", "rebatePct": "10"}]},
            "outages": [{"start": "2026-06-10T10:00:00+08:00", "end": "2026-06-10T12:00:00+08:00", "reportedAt": "2026-06-10T10:00:00+08:00", "confirmed": true}],
            """;
        string Gate(string start, string end) => (string)Rate("justlogin", "{" + down + $$"""
            "gates": {"compliant": [{"start": "{{start}}", "end": "{{end}}"}] } }
            """).At("periods.0.credit.status")!;

        Assert.Equal("due", Gate("2026-06-01T00:00:00+08:00", "2026-06-10T12:00:00+08:00"));
        Assert.Equal("not_issued", Gate("2026-06-01T00:00:00+08:00", "2026-06-10T11:59:59+08:00"));
    }

    [Fact]
    public void A_year_at_the_cap_every_month_opens_the_right_to_cancel_and_a_better_month_closes_it()
    {
        // Twelve months at 25 % of 800.00 are 2400.00 of 9600.00: 25 %. With one month less they are 2200.00: 22.9167 %.
        JsonObject Year(string from) => Rate("justlogin", $$"""
            {"year": 2026, "currency": "SGD", "charges": [{"item": "payroll", "amount": "800.00", "affected": true, "creditable": true}],
             "parameters": {"rebateTable": [{"fromPct": "0", "toPct": "99.9", "rebatePct": "30"}]},
             "outages": [{"start": "{{from}}", "end": "2027-01-01T00:00:00+08:00", "reportedAt": "{{from}}", "confirmed": true}]}
            """).At("rights.0").AsObject();

        Assert.Equal((true, "25.0000"), ((bool)Year("2026-01-01T00:00:00+08:00")["due"]!, (string)Year("2026-01-01T00:00:00+08:00")["progressPct"]!));
        Assert.Equal((false, "22.9167"), ((bool)Year("2026-02-01T00:00:00+08:00")["due"]!, (string)Year("2026-02-01T00:00:00+08:00")["progressPct"]!));
    }

    [Theory]
    [InlineData("[]", "2026-04-17T23:59:59Z", "pending", "27.78")]
    [InlineData("[]", "2026-05-02T00:00:00Z", "forfeited", "0.00")]
    [InlineData("""[{"outage": 0, "filedAt": "2026-04-17T23:59:59Z"}]""", "2026-05-02T00:00:00Z", "due", "27.78")]
    [InlineData("""[{"outage": 0, "filedAt": "2026-04-18T00:00:00Z"}]""", "2026-05-02T00:00:00Z", "forfeited", "0.00")]
    [InlineData("""[{"outage": 0, "filedAt": "2026-04-11T00:00:00Z"}]""", "2026-04-12T00:00:00Z", "claimable", "27.78")]
    public void A_credit_is_pending_while_it_can_be_claimed_and_forfeited_after(string claims, string asOf, string status, string amount)
    {
        // 400 minutes of 43,200 are 0.9259 %: 300.00 x 10 x 0.9259 % = 27.78. The window: seven days after 10 April, to midnight of the 18th.
        JsonObject credit = Rate("infopromo", "{" + InfopromoApril + $$"""
            "asOf": "{{asOf}}", "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T16:40:00Z"}], "claims": {{claims}}}
            """).At("periods.0.credit").AsObject();
        Assert.Equal((status, amount), ((string)credit["status"]!, (string)credit["amount"]!));
        Assert.Equal("27.78", (string)credit["uncapped"]!);
    }

    [Fact]
    public void A_window_that_has_not_begun_is_not_over()
    {
        // The outage goes on, and both windows run from its end: nothing is forfeited yet.
        string Status(string end, string asOf) => (string)Rate("tagoio", "{" + TagoOutage + $$"""
            "asOf": "{{asOf}}", "outages": [{"start": "2026-04-28T00:00:00Z", "end": {{end}}}], "claims": []}
            """).At("periods.0.credit.status")!;

        Assert.Equal("pending", Status("null", "2026-05-12T00:00:00Z"));
        Assert.Equal("pending", Status("\"2026-05-10T00:00:00Z\"", "2026-05-17T23:59:59Z"));
        Assert.Equal("forfeited", Status("\"2026-05-10T00:00:00Z\"", "2026-05-18T00:00:00Z"));
    }

    [Fact]
    public void Time_of_which_nothing_is_known_earns_nothing()
    {
        // 600 min down and 15 of 30 days unmeasured: 600 / 43,200 = 1.3889 % are certain, so 300.00 x 10 x 1.3889 % = 41.67, at the close as before it.
        string Amount(string asOf) => (string)Rate("infopromo", "{" + InfopromoApril + $$"""
            {{asOf}} "outages": [{"start": "2026-04-10T00:00:00Z", "end": "2026-04-10T10:00:00Z"}], "missingData": "undetermined",
            "unmeasured": [{"start": "2026-04-11T00:00:00Z", "end": "2026-04-26T00:00:00Z"}]}
            """).At("periods.0.credit.amount")!;

        Assert.Equal("41.67", Amount(""));
        Assert.Equal("41.67", Amount("\"asOf\": \"2026-04-30T23:59:59Z\","));
    }

    [Fact]
    public void Twelve_months_at_a_cap_that_rounds_down_still_open_the_right_to_cancel()
    {
        // 25 % of 99.97 is 24.9925, credited as 24.99: the rounded credits are 299.88 of 1199.64, the exact ones 299.91, a quarter.
        JsonObject right = Rate("justlogin", """
            {"year": 2026, "currency": "SGD", "charges": [{"item": "payroll", "amount": "99.97", "affected": true, "creditable": true}],
             "parameters": {"rebateTable": [{"fromPct": "0", "toPct": "99.9", "rebatePct": "30"}]},
             "outages": [{"start": "2026-01-01T00:00:00+08:00", "end": "2027-01-01T00:00:00+08:00", "reportedAt": "2026-01-01T00:00:00+08:00", "confirmed": true}]}
            """).At("rights.0").AsObject();
        Assert.Equal((true, "25.0000"), ((bool)right["due"]!, (string)right["progressPct"]!));
    }

    [Fact]
    public void A_claim_before_its_incident_is_none()
    {
        JsonObject statement = Rate("infopromo", "{" + InfopromoApril + """
            "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T16:40:00Z"}], "claims": [{"outage": 0, "filedAt": "2026-04-10T09:59:59Z"}]}
            """);
        Assert.Equal(("claim_before_incident", "forfeited"), ((string)statement.At("claims.0.reason")!, (string)statement.At("periods.0.credit.status")!));
    }

    [Fact]
    public void A_case_keeps_the_version_that_it_was_reported_under()
    {
        // Level 1 is acknowledged in 15 minutes until 15 April and in 5 minutes from the 16th on, whatever stands beside it.
        JsonObject statement = Rate(TwoVersions(), """
            {"cases": [{"id": "old", "severity": "1", "reportedAt": "2026-04-15T12:00:00Z"}, {"id": "new", "severity": "1", "reportedAt": "2026-04-16T12:00:00Z"}]}
            """);
        Assert.Equal("2026-04-15T12:15:00Z", (string)statement.At("cases.0.respondBy")!);
        Assert.Equal("2026-04-16T12:05:00Z", (string)statement.At("cases.1.respondBy")!);
    }

    [Fact]
    public void Omniful_credits_only_the_incidents_that_were_notified_in_time()
    {
        // Two days of incidents; only the first was notified within 24 hours of its end: one credit day of 5 % of 10 000.00.
        JsonObject credit = Rate("omniful", """
            {"month": "2026-04", "currency": "AED", "charges": [{"item": "service", "amount": "10000.00", "affected": true, "creditable": true}],
             "outages": [{"start": "2026-04-07T10:00:00+04:00", "end": "2026-04-07T12:00:00+04:00", "recognisedAt": "2026-04-07T10:00:00+04:00", "noticeAt": "2026-04-07T10:00:00+04:00"},
                         {"start": "2026-04-08T10:00:00+04:00", "end": "2026-04-08T12:00:00+04:00", "recognisedAt": "2026-04-08T10:00:00+04:00", "noticeAt": "2026-04-08T10:00:00+04:00"}],
             "claims": [{"outage": 0, "filedAt": "2026-04-08T12:00:00+04:00"}, {"outage": 1, "filedAt": "2026-04-09T12:00:01+04:00"}]}
            """).At("periods.0.credit").AsObject();
        Assert.Equal(("due", "500.00"), ((string)credit["status"]!, (string)credit["amount"]!));
        Assert.Equal(["2026-04-07"], credit["days"]!.AsArray().Select(day => (string)day!));
    }

    [Fact]
    public void An_incident_over_a_month_end_qualifies_whole_and_each_day_has_its_own_month()
    {
        // 23:25 to 00:35: 70 minutes, 35 on each day. Neither month sees more than an hour of it, and both owe their day.
        JsonObject statement = Rate("omniful", """
            {"periods": [{"month": "2026-04"}, {"month": "2026-05"}], "currency": "AED", "charges": [{"item": "service", "amount": "10000.00", "affected": true, "creditable": true}],
             "outages": [{"start": "2026-04-30T23:25:00+04:00", "end": "2026-05-01T00:35:00+04:00", "recognisedAt": "2026-04-30T23:25:00+04:00", "noticeAt": "2026-04-30T23:25:00+04:00"}]}
            """);
        Assert.Equal(["2026-04-30", "2026-05-01"], statement["periods"]!.AsArray().Select(period => (string)period!["credit"]!["days"]![0]!));
    }

    [Theory]
    [InlineData("[]", "met")]
    [InlineData("""[{"kind": "credentials_not_compromised", "at": "2026-04-02T00:00:00Z", "confirmed": true, "cause": "provider"}]""", "breached")]
    [InlineData("""[{"kind": "credentials_not_compromised", "at": "2026-04-02T00:00:00Z", "confirmed": null, "cause": "provider"}]""", "undetermined")]
    [InlineData("""[{"kind": "credentials_not_compromised", "at": "2026-04-02T00:00:00Z", "confirmed": false, "cause": "provider"}]""", "met")]
    public void The_credential_commitment_is_recorded_and_has_no_remedy(string commitments, string verdict)
    {
        JsonObject statement = Rate("justopex", $$"""{"month": "2026-04", "events": [], "commitments": {{commitments}}}""");
        Assert.Equal(verdict, (string)statement.At("commitments.0.verdict")!);
        Assert.Equal("none", (string)statement.At("periods.0.credit.status")!);
    }

    [Fact]
    public void A_waiver_settles_a_credit_and_more_than_the_credit_is_refused()
    {
        string With(string amount) => "{" + InfopromoApril + $$"""
            "outages": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T16:40:00Z"}],
            "settlements": [{"period": 0, "form": "waiver", "amount": "{{amount}}", "decidedBy": "billing"}]}
            """;
        Assert.Equal("waiver", (string)Rate("infopromo", With("27.78")).At("periods.0.credit.settlements.0.form")!);
        Assert.Contains("settlements", Errors("infopromo", With("27.79")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-04-10T10:10:00Z", "excluded", "decided by service manager")]
    [InlineData("2026-04-10T10:20:00Z", "down", "outages[0]")]
    [InlineData("2026-04-10T11:15:00Z", "excluded", "maintenance")]
    [InlineData("2026-04-10T11:30:00Z", "up", "no outage")]
    [InlineData("2026-05-01T00:00:00Z", "outside_periods", "none of the rated periods")]
    public void Explain_says_why_an_instant_does_or_does_not_count(string at, string verdict, string words)
    {
        EvidenceLoadResult loaded = EvidenceLoader.Load(File.ReadAllBytes(Path.Combine(CaseFile.Root, "docs", "examples", "april.evidence.json")), "april");
        (InstantExplanation? explanation, _) = EvidenceRater.Explain(
            LibraryTests.Document("infopromo"), loaded.Document!, UtcInstant.From(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
        Assert.Equal(verdict, explanation!.Verdict);
        Assert.Contains(explanation.Reasons, reason => reason.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exclude", "met", "100.0000")]
    [InlineData("up", "met", "100.0000")]
    [InlineData("down", "breached", "99.7222")]
    [InlineData("undetermined", "undetermined", "100.0000")]
    public void Missing_data_means_what_the_contract_or_the_evidence_says(string policy, string verdict, string availability)
    {
        // Two hours of 720 without measurement: 120 / 43,200 = 0.2778 %.
        JsonObject period = Rate("infopromo", "{" + InfopromoApril + $$"""
            "missingData": "{{policy}}", "unmeasured": [{"start": "2026-04-10T10:00:00Z", "end": "2026-04-10T12:00:00Z"}]}
            """).At("periods.0").AsObject();
        Assert.Equal((verdict, availability), ((string)period["verdict"]!, (string)period["availabilityPct"]!));
        Assert.Equal(("99.7222", "100.0000", "99.7222"), ((string)period["low"]!, (string)period["high"]!, (string)period["coveragePct"]!));
    }

    private static JsonObject Rate(string contract, string evidence) => Rate(LibraryTests.Document(contract), evidence);

    private static JsonObject Rate(ContractDocument contract, string evidence)
    {
        EvidenceRatingResult rated = EvidenceRater.Rate(contract, Load(evidence));
        Assert.True(rated.IsValid, string.Join('\n', rated.Errors));
        return StatementJson.ToJson(rated.Statement!);
    }

    private static string Errors(string contract, string evidence) => string.Join('\n', EvidenceRater.Rate(LibraryTests.Document(contract), Load(evidence)).Errors);

    private static EvidenceDocument Load(string evidence)
    {
        EvidenceLoadResult loaded = EvidenceLoader.Load(Encoding.UTF8.GetBytes(evidence), "evidence.json");
        Assert.True(loaded.Document is not null, string.Join('\n', loaded.Errors));
        return loaded.Document!;
    }

    /// <summary>Infopromo with a second version, from 16 April 2026 on, in which the standard plan promises 90 %.</summary>
    private static ContractDocument TwoVersions()
    {
        string yaml = File.ReadAllText(Path.Combine(CaseFile.Root, "contracts", "infopromo.yaml")).ReplaceLineEndings("\n");
        int start = yaml.IndexOf("  - version: 2026-01\n", StringComparison.Ordinal);
        int end = yaml.IndexOf("\nreviewed:", StringComparison.Ordinal);
        end = end < 0 ? yaml.IndexOf("\nexamples:", StringComparison.Ordinal) : end;
        string second = yaml[start..end]
            .Replace("version: 2026-01", "version: 2026-04-16", StringComparison.Ordinal)
            .Replace("effective_from: 2020-01-01", "effective_from: 2026-04-16", StringComparison.Ordinal)
            .Replace("availability_target: {value: 99.9 %", "availability_target: {value: 90 %", StringComparison.Ordinal)
            .Replace("respond: {value: 15 min", "respond: {value: 5 min", StringComparison.Ordinal);
        Assert.All((string[])["{value: 90 %", "{value: 5 min"], words => Assert.Contains(words, second, StringComparison.Ordinal));

        // The examples of the document are about its own version; eight that no version touches take their place.
        string examples = "\nexamples:\n" + string.Concat(Enumerable.Range(1, 8).Select(day => string.Create(CultureInfo.InvariantCulture, $$"""
              - id: day-{{day}}
                clause: availability
                rate:
                  plan: premium
                  evidence: {month: 2026-03, outages: [{start: 2026-03-0{{day}}T00:00:00Z, end: 2026-03-0{{day}}T01:00:00Z}]}
                  expect: {periods: [{downtimeMinutes: "60"}]}

            """)));
        ContractLoadResult result = ContractLoader.Load(Encoding.UTF8.GetBytes(yaml[..end] + "\n" + second + examples), "two.yaml");
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Document;
    }
}
