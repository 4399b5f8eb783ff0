using Telecom.Contracts.Evidence;

namespace Telecom.Contracts.Tests.Evidence;

public sealed class EvidenceErrorTests
{
    [Theory]
    [InlineData("\"timeZone\": \"Europe/Berlin\"", "\"timeZone\": \"Mars/Base\"", "timeZone", "'Mars/Base' is not an IANA time zone")]
    [InlineData("\"timeZone\": \"Europe/Berlin\"", "\"timezone\": \"Europe/Berlin\"", "timezone", "unknown field; allowed: timeZone, currency, plan")]
    [InlineData("\"EUR\"", "\"Euro\"", "currency", "three capital letters")]
    [InlineData("\"plan\": \"premium\"", "\"plan\": true", "plan", "true is not a text")]
    [InlineData("\"plan\": \"premium\"", "\"plan\": \"  \"", "plan", "1 to 200 characters")]
    [InlineData("\"region\": \"eu-west\"", "\"region\": [\"eu-west\"]", "region", "a list is not a text")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"month\": \"2026-13\",\n  \"asOf\"", "month", "'2026-13' is not a calendar month")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"month\": \"2026-04\", \"year\": 2026,\n  \"asOf\"", "year", "only one of period, periods, month, year is allowed; month is given too")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"year\": 1969,\n  \"asOf\"", "year", "an integer from 1970 to 9998")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"year\": 2026.5,\n  \"asOf\"", "year", "an integer from 1970 to 9998")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"period\": {\"start\": \"2026-04-01T00:00:00Z\"},\n  \"asOf\"", "period.end", "is required: an ISO 8601 instant")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"period\": {\"start\": \"2026-04-01T00:00:00Z\", \"end\": \"2026-04-01T00:00:00Z\"},\n  \"asOf\"", "period.end", "a period ends after its start")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"period\": {\"start\": \"2026-04-02T00:00:00Z\", \"end\": \"2026-04-01T00:00:00Z\"},\n  \"asOf\"", "period.end", "is before start")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"period\": \"2026-04\",\n  \"asOf\"", "period", "where an object with start, end is needed")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"periods\": [],\n  \"asOf\"", "periods", "0 items where at least 1")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"periods\": [{\"month\": \"2026-04\", \"start\": \"2026-04-01T00:00:00Z\"}],\n  \"asOf\"", "periods[0]", "either start and end or month")]
    [InlineData("\"month\": \"2026-04\",\n  \"asOf\"", "\"periods\": [{\"year\": 2026}],\n  \"asOf\"", "periods[0].year", "unknown field; allowed: start, end, month")]
    [InlineData("\"2026-05-02T00:00:00+02:00\"", "\"2026-05-02T00:00:00\"", "asOf", "an ISO 8601 instant with offset")]
    [InlineData("\"2026-05-02T00:00:00+02:00\"", "\"2026-05-02T00:00:00.0000001Z\"", "asOf", "to the microsecond")]
    [InlineData("\"2026-05-02T00:00:00+02:00\"", "1777680000", "asOf", "'1777680000' is not an ISO 8601 instant")]
    [InlineData("{\"start\": \"2026-01-01T00:00:00Z\"}", "{\"begin\": \"2026-01-01T00:00:00Z\"}", "subscription.begin", "unknown field; allowed: start")]
    [InlineData("{\"start\": \"2026-01-01T00:00:00Z\"}", "{}", "subscription.start", "is required")]
    [InlineData("[\"SAT\", \"SUN\"]", "[\"SAT\", \"Sunday\"]", "calendar.weekend[1]", "one of MON, TUE, WED, THU, FRI, SAT, SUN")]
    [InlineData("[\"SAT\", \"SUN\"]", "[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\",\"SUN\"]", "calendar.weekend", "all seven days")]
    [InlineData("\"2026-05-01\"", "\"2026-02-30\"", "calendar.holidays[0]", "a date")]
    [InlineData("\"opens\": \"09:00\"", "\"opens\": \"9:00\"", "calendar.opens", "a time of day HH:MM")]
    [InlineData("\"opens\": \"09:00\"", "\"opens\": \"24:00\"", "calendar.opens", "24:00 is the end of the day")]
    [InlineData("\"closes\": \"17:30\"", "\"closes\": \"09:00\"", "calendar.closes", "is not after opens")]
    [InlineData("\"closes\": \"17:30\"", "\"closes\": \"17:60\"", "calendar.closes", "a time of day HH:MM")]
    [InlineData("\"1500.00\"", "\"-1500.00\"", "charges[0].amount", "an amount of at least 0")]
    [InlineData("\"1500.00\"", "1.5e3", "charges[0].amount", "'1.5e3' is not an amount")]
    [InlineData("\"1500.00\"", "\"1,500.00\"", "charges[0].amount", "for example 1500.00")]
    [InlineData("\"1500.00\"", "\"1234567890123\"", "charges[0].amount", "at most 12 digits before")]
    [InlineData("\"1500.00\"", "\"0.0000001\"", "charges[0].amount", "6 after the point")]
    [InlineData("\"affected\": true", "\"affected\": \"true\"", "charges[0].affected", "is not true or false")]
    [InlineData("{\"amount\": 20.5}", "{\"item\": \"x\"}", "charges[1].amount", "is required")]
    [InlineData("[{\"month\": \"2026-04\", \"amount\": \"999.99\"}]", "[{\"month\": \"2026-04\", \"amount\": \"1\"}, {\"month\": \"2026-04\", \"amount\": \"2\"}]", "invoices[1].month", "'2026-04' stands twice")]
    [InlineData("{\"rebateTable\": [", "{\"cap\": 5, \"rebateTable\": [", "parameters.cap", "unknown field; allowed: rebateTable")]
    [InlineData("\"toPct\": \"99.9\"", "\"toPct\": \"98.9\"", "parameters.rebateTable[0].toPct", "98.9000 is not above fromPct, 99.0000")]
    [InlineData("\"toPct\": 99,", "\"toPct\": 99.5,", "parameters.rebateTable[0]", "99.0000 to 99.9000 overlaps 0.0000 to 99.5000")]
    [InlineData("\"rebatePct\": \"5\"", "\"rebatePct\": \"101\"", "parameters.rebateTable[0].rebatePct", "a percentage from 0 to 100")]
    [InlineData("\"rebatePct\": \"5\"", "\"rebatePct\": \"5 %\"", "parameters.rebateTable[0].rebatePct", "without a sign")]
    [InlineData("\"accountGoodStanding\": true", "\"accountGoodStanding\": \"yes\"", "gates.accountGoodStanding", "'yes' is not true, false or a list of ranges")]
    [InlineData("\"end\": \"2026-04-20T00:00:00Z\"}]", "\"end\": \"2026-03-20T00:00:00Z\"}]", "gates.notSuspended[0].end", "is before start")]
    [InlineData("{\"IP-R1\": \"floor\"}", "{\"IP-R1\": {\"option\": \"floor\"}}", "readings.IP-R1", "a mapping is not a text")]
    [InlineData("{\"IP-R1\": \"floor\"}", "[\"floor\"]", "readings", "a list where an object is needed")]
    [InlineData("\"exclude\"", "\"ignore\"", "missingData", "one of exclude, down, up, undetermined")]
    [InlineData("\"end\": \"2026-04-10T12:00:00+02:00\"", "\"end\": \"2026-04-10T09:00:00+02:00\"", "outages[0].end", "an outage ends at or after its start")]
    [InlineData("{\"start\": \"2026-04-30T00:00:00Z\", \"end\": null}", "{\"end\": null}", "outages[1].start", "is required")]
    [InlineData("{\"start\": \"2026-04-30T00:00:00Z\", \"end\": null}", "7", "outages[1]", "'7' where an object with start, end, cause")]
    [InlineData("\"confirmed\": true, \"serviceAccessible\"", "\"confirmed\": 1, \"serviceAccessible\"", "outages[0].confirmed", "is not true or false")]
    [InlineData("\"end\": \"2026-04-05T01:00:00Z\"}", "\"until\": \"2026-04-05T01:00:00Z\"}", "unmeasured[0].until", "unknown field")]
    [InlineData("\"announcedAt\": \"2026-04-01T00:00:00Z\"", "\"announcedAt\": \"yesterday\"", "maintenance[2].announcedAt", "'yesterday' is not an ISO 8601 instant")]
    [InlineData("\"status\": \"approved\"", "\"status\": \"agreed\"", "exclusions[0].status", "one of proposed, approved, rejected")]
    [InlineData(", \"category\": \"third_party\"", "", "exclusions[1].category", "is required")]
    [InlineData("\"count\": 17", "\"count\": 0", "events[0].count", "an integer from 1")]
    [InlineData("\"startedAt\": \"2026-04-10T08:10:00Z\"", "\"startedAt\": \"2026-04-10T07:10:00Z\"", "events[0].startedAt", "is before submittedAt")]
    [InlineData("\"cancelledAt\": \"2026-04-11T08:05:00Z\"", "\"cancelledAt\": \"2026-04-11T07:05:00Z\"", "events[1].cancelledAt", "is before submittedAt")]
    [InlineData("\"kind\": \"credentials_not_compromised\", ", "", "commitments[0].kind", "is required")]
    [InlineData("\"49.999999\"", "\"49.9999999\"", "measurements[0].latencyMs[0]", "to the nanosecond")]
    [InlineData("\"49.999999\"", "\"3600000.000001\"", "measurements[0].latencyMs[0]", "0 to 3600000 milliseconds")]
    [InlineData("[100.000001]", "[-1]", "measurements[0].throughputMbps[0]", "a throughput from 0")]
    [InlineData("\"lost\": 1}", "\"lost\": 1001}", "measurements[0].loss[0].lost", "1001 is more than sent, 1000")]
    [InlineData("\"from\": \"2026-04-01T00:00:00Z\", ", "", "measurements[0].from", "is required")]
    [InlineData("\"outage\": 0", "\"outage\": 2", "claims[0].outage", "2 is no entry of outages; they are 0 to 1")]
    [InlineData("\"event\": 1", "\"event\": -1", "claims[2].event", "an integer from 0")]
    [InlineData("\"logs\": true", "\"logs\": [1]", "claims[0].contents.logs", "is not a text of at most 10000 characters, true, false or null")]
    [InlineData("\"end\": \"2026-03-01T01:00:00Z\"", "\"end\": \"2026-02-01T01:00:00Z\"", "claims[1].outage.end", "is before start")]
    [InlineData("\"id\": \"C-1\", ", "", "cases[0].id", "is required")]
    [InlineData("\"severity\": \"P1\", ", "", "cases[0].severity", "is required")]
    [InlineData("\"type\": \"acknowledged\"", "\"type\": \"closed\"", "cases[0].events[0].type", "one of acknowledged, responded, waiting, resumed, severity, agreed, accepted, declined, resolved, reopened")]
    [InlineData("\"type\": \"acknowledged\"", "\"type\": \"acknowledged\", \"severity\": \"P2\"", "cases[0].events[0].severity", "with type severity only")]
    [InlineData("\"type\": \"acknowledged\"", "\"type\": \"acknowledged\", \"cause\": \"x\"", "cases[0].events[0].cause", "with type severity only")]
    [InlineData("\"type\": \"acknowledged\"", "\"type\": \"acknowledged\", \"until\": \"2026-04-16T16:30:00+04:00\"", "cases[0].events[0].until", "with type agreed only")]
    [InlineData("\"severity\": \"P2\", \"cause\": \"none\"", "\"cause\": null", "cases[0].events[1].severity", "is required: the new severity")]
    [InlineData(", \"until\": \"2026-04-20T18:00:00+04:00\"", "", "cases[0].events[2].until", "is required")]
    [InlineData("\"until\": \"2026-04-20T18:00:00+04:00\"", "\"until\": \"2026-04-10T18:00:00+04:00\"", "cases[0].events[2].until", "is before at")]
    [InlineData("\"at\": \"2026-04-16T16:30:00+04:00\"", "\"at\": \"2026-04-16T15:30:00+04:00\"", "cases[0].events[0].at", "is before reportedAt")]
    [InlineData("\"form\": \"waiver\"", "\"form\": \"cash\"", "settlements[0].form", "one of credit, waiver, offset, card, discretionary")]
    [InlineData("\"amount\": \"5.00\"", "\"amount\": \"0.00\"", "settlements[0].amount", "is not above 0")]
    public void A_wrong_value_is_refused_with_its_place_and_what_is_allowed(string old, string replacement, string path, string message)
    {
        EvidenceLoadResult result = EvidenceTexts.Load(EvidenceTexts.Full.With(old, replacement));

        Assert.Null(result.Document);
        ContractError error = Assert.Single(result.Errors, error => error.Path == path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);

        // A field under another name is two errors: one is unknown, one is missing.
        Assert.All(result.Errors, other => Assert.True(other == error || other.Message.StartsWith("is required", StringComparison.Ordinal), other.ToString()));
        int changed = EvidenceTexts.Full[..EvidenceTexts.Full.IndexOf(old, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.InRange(error.Line, changed - 2, changed + 1);
    }

    [Fact]
    public void Every_error_is_reported_at_once_by_line()
    {
        EvidenceLoadResult result = EvidenceTexts.Load("""
            {"month": "2026-4",
             "asOf": "now",
             "outages": [{"start": 5},
                         {"end": "2026-04-01T00:00:00Z"}],
             "color": "red"}
            """);

        Assert.Equal(["month", "asOf", "outages[0].start", "outages[1].start", "color"], result.Errors.Select(error => error.Path));
        Assert.Equal([1, 2, 3, 4, 5], result.Errors.Select(error => error.Line));
        Assert.Equal([11, 10, 24, 14, 2], result.Errors.Select(error => error.Column));
        Assert.StartsWith("evidence.json:1:11: month: '2026-4' is not a calendar month", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_without_a_period_is_refused_unless_something_is_given_that_needs_none()
    {
        ContractError error = Assert.Single(EvidenceTexts.Load("""{"outages": []}""").Errors);
        Assert.Equal("period", error.Path);
        Assert.Contains("one of period, periods, month, year is required", error.Message, StringComparison.Ordinal);

        foreach (string field in (string[])["claims", "cases", "commitments", "measurements"])
        {
            Assert.Empty(EvidenceTexts.Read($$"""{"{{field}}": []}""").Facts.Periods);
        }
    }

    [Theory]
    [InlineData("[]", "document", "a list where an object with timeZone")]
    [InlineData("null", "document", "null where an object")]
    [InlineData("7", "document", "where an object")]
    public void What_is_no_object_is_no_evidence(string json, string path, string message)
    {
        ContractError error = Assert.Single(EvidenceTexts.Load(json).Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_more_items_than_the_bound_is_refused_whole()
    {
        string zeros = string.Join(',', Enumerable.Repeat("0", EvidenceLoader.MaxItems));
        Assert.Equal(EvidenceLoader.MaxItems, EvidenceTexts.Read($$"""{"measurements": [{"latencyMs": [{{zeros}}]}]}""").Facts.Measurements![0].LatencyNs.Count);

        ContractError error = Assert.Single(EvidenceTexts.Load($$"""{"measurements": [{"latencyMs": [{{zeros}},0]}]}""").Errors);
        Assert.Equal("measurements[0].latencyMs", error.Path);
        Assert.Equal("100001 items; at most 100000 are allowed", error.Message);
    }

    [Fact]
    public void An_error_stays_on_one_line_whatever_the_document_holds()
    {
        EvidenceLoadResult result = EvidenceTexts.Load("""{"cases": [], "evil\nkey\u001b[2J": 1, "missingData": "a\r\nb"}""");
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.DoesNotContain(error.ToString(), c => char.IsControl(c)));
        Assert.Contains("evil\\u000akey", result.Errors[0].Path, StringComparison.Ordinal);
    }
}
