using System.Text.Json.Nodes;
using NodaTime;
using Telecom.Contracts.Statements;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests.Statements;

public sealed class StatementJsonTests
{
    [Fact]
    public void A_statement_has_the_names_and_the_texts_of_the_form()
    {
        JsonObject json = StatementJson.ToJson(Samples.Statement);

        Assert.Equal(["contract", "version", "plan", "timeZone", "currency", "asOf", "readings", "assumptions", "periods", "claims", "commitments", "cases", "rights"], json.Select(field => field.Key));
        Equal("""{"IP-R1": "pro_rata", "IP-R3": "whole_month"}""", json["readings"]);
        Equal("null", json["asOf"]);
        Equal(
            """
            {"kind": "month", "start": "2026-04-01T00:00:00+04:00", "end": "2026-05-01T00:00:00+04:00", "version": "2026-01", "final": true,
             "totalMinutes": "43200", "serviceMinutes": "43200", "plannedMinutes": "0.166667", "measuredMinutes": "50.166667", "downtimeMinutes": "50",
             "excludedMinutes": "0.166667", "coveragePct": "100.0000", "availabilityPct": "99.8843", "low": "99.8843", "high": "99.8843", "targetPct": "99.9000",
             "verdict": "breached", "budgetMinutes": "43.2", "budgetLeftMinutes": "-6.8", "events": null,
             "performance": [{"region": "gulf", "metric": "latency", "statistic": "p95", "value": "49.999999", "unit": "ms", "low": "49.999999", "high": "49.999999",
               "threshold": "50", "comparator": "<", "verdict": "met", "clause": "performance"}],
             "credit": {"status": "due", "basis": "1000.00", "schedulePct": "1.1574", "pct": "1.1574", "uncapped": "11.57", "cap": "1000.00", "amount": "11.57",
               "days": ["2026-04-07"], "schedule": [{"invoiceMonth": "2026-05", "amount": "11.57"}, {"invoiceMonth": "2026-06", "amount": null}],
               "alternatives": [{"reading": "IP-R1: pro_rata", "chosen": true, "amount": "11.57", "verdict": "breached"},
                                {"reading": "IP-R1: floor", "chosen": false, "amount": "0.00", "verdict": "breached"}],
               "settlements": [{"form": "waiver", "amount": "5.00", "at": "2026-05-11T00:00:00+04:00", "decidedBy": "billing", "reason": "as agreed"}]},
             "disagreement": [], "explanation": ["downtime 50 min of 43200 min (clause availability): 10 % x 50 / 43200 x 100 of the fee"]}
            """,
            json["periods"]![0]);
        Equal(
            """
            [{"accepted": true, "reason": "eligible", "ticketDeadline": "2026-04-02T00:00:00+04:00", "claimDeadline": "2026-04-09T00:00:00+04:00", "deadlineInclusive": null,
              "creditedOnMonth": "2026-05", "strictAccepted": false, "strictDeadline": "2026-04-08T00:00:00+04:00", "openItems": ["root_cause_details"]},
             {"accepted": null, "reason": "not_examined", "ticketDeadline": null, "claimDeadline": "2026-04-02T00:00:00+04:00", "deadlineInclusive": "2026-04-02T00:00:00+04:00",
              "creditedOnMonth": null, "strictAccepted": null, "strictDeadline": null, "openItems": []}]
            """,
            json["claims"]);
        Equal("""[{"kind": "secrets", "verdict": "breached", "breachedAt": "2026-04-01T00:00:00.000001+04:00", "remedy": false, "clause": "1"}]""", json["commitments"]);
        Equal("""[{"name": "cancellation", "due": false, "progressPct": "8.3333", "clause": "cancel"}, {"name": "other", "due": null, "progressPct": null, "clause": "x"}]""", json["rights"]);
    }

    [Fact]
    public void A_case_shows_its_clocks_and_what_is_left_on_the_next_one()
    {
        JsonNode json = StatementJson.ToJson(Samples.Statement)["cases"]![0]!;
        Assert.Equal("390", (string?)json["remaining"]);
        Assert.Equal("waiting", (string?)json["state"]);
        Assert.Equal("2026-04-01T01:00:00+04:00", (string?)json["respondBy"]);
        Assert.True((bool?)json["respondMet"]);
        Assert.Null(json["resolveMet"]);
        Equal(
            """{"name": "respond", "targetMinutes": "60", "startedAt": "2026-04-01T00:00:00+04:00", "elapsedMinutes": "0.333333", "pausedMinutes": "0", "remainingMinutes": "59.666667", "dueAt": "2026-04-01T01:00:00+04:00", "met": true, "clause": "12.3", "why": "report + 1 h"}""",
            json["clocks"]![0]);
        Assert.Null(json["clocks"]![1]!["targetMinutes"]);
    }

    [Theory]
    [InlineData("JPY", 0, "1200", "1200")]
    [InlineData("KWD", 3, "1.2", "1.200")]
    [InlineData("USD", 2, "1.2", "1.20")]
    [InlineData(null, 0, "3", "3.00")]
    [InlineData("USD", 2, "1.005", "1.005")]
    public void Amounts_have_the_decimals_of_the_currency_and_are_never_cut(string? code, int decimals, string amount, string text)
    {
        CurrencyUnit? currency = code is null ? null : new CurrencyUnit(code, decimals);
        Assert.Equal(text, new StatementFormats(DateTimeZone.Utc, currency).Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(60_000_000, "1")]
    [InlineData(600_000_000, "10")]
    [InlineData(1_500_000, "0.025")]
    [InlineData(20_000_000, "0.333333")]
    [InlineData(40_000_000, "0.666667")]
    [InlineData(30, "0.000001")]
    [InlineData(29, "0")]
    [InlineData(-408_000_000, "-6.8")]
    public void Minutes_are_exact_where_six_decimals_suffice_and_else_rounded_half_up(long microseconds, string text) =>
        Assert.Equal(text, StatementFormats.Minutes(microseconds));

    [Theory]
    [InlineData("UTC", 0, "1970-01-01T00:00:00Z")]
    [InlineData("America/New_York", 1_774_940_400_250_000, "2026-03-31T03:00:00.25-04:00")]
    [InlineData("Asia/Kathmandu", 1_774_940_400_000_000, "2026-03-31T12:45:00+05:45")]
    [InlineData("Africa/Monrovia", 0, "1969-12-31T23:15:30-00:44:30")]
    public void Instants_carry_the_offset_of_the_zone(string zone, long microseconds, string text) =>
        Assert.Equal(text, new StatementFormats(DateTimeZoneProviders.Tzdb[zone], null).Instant(new UtcInstant(microseconds)));

    [Fact]
    public void An_explanation_of_an_instant_is_an_object_too() => Equal(
        """{"at": "2026-04-10T12:00:00+02:00", "verdict": "down", "reasons": ["outage 0", "clause 1"]}""",
        StatementJson.ToJson(
            new InstantExplanation(UtcInstant.From(Instant.FromUtc(2026, 4, 10, 10, 0)), "down", ["outage 0", "clause 1"]), DateTimeZoneProviders.Tzdb["Europe/Berlin"]));

    private static void Equal(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {JsonNode.Parse(expected)?.ToJsonString()}\nactual   {actual?.ToJsonString()}");
}
