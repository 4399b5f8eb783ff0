using System.Text;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Contracts.Tests;

public sealed class ContractLoaderTests
{
    [Theory]
    [InlineData("consecutive: {value: 3,", "consecutive: {value: 0,", "versions[0].detection.consecutive.value", "an integer from 1 to 1000")]
    [InlineData("consecutive: {value: 3,", "consecutive: {value: 3.5,", "versions[0].detection.consecutive.value", "an integer from 1 to 1000")]
    [InlineData("interval: {value: 10 s,", "interval: {value: 1.5 s,", "versions[0].detection.interval.value", "whole number of seconds")]
    [InlineData("interval: {value: 10 s,", "interval: {value: 10,", "versions[0].detection.interval.value", "for example 10 s")]
    [InlineData("loss_threshold: {value: 50 %,", "loss_threshold: {value: 100 %,", "versions[0].detection.loss_threshold.value", "less than 100 %")]
    [InlineData("value: undetermined,", "value: ignore,", "versions[0].availability.missing_data.value", "one of undetermined, exclude, down, up")]
    [InlineData("{value: 99.9 %,", "{value: 101 %,", "versions[0].plans[0].availability_target.value", "from 0 % to 100 %")]
    [InlineData("{value: 99.9 %,", "{value: 99.9,", "versions[0].plans[0].availability_target.value", "for example 99.95 %")]
    [InlineData("{value: 99.9 %,", "{value: [99.9 %],", "versions[0].plans[0].availability_target.value", "a list is not a percentage")]
    [InlineData("{value: 99.9 %,", "{value: ,", "versions[0].plans[0].availability_target.value", "nothing is not a percentage")]
    [InlineData("{value: 50 ms, clause", "{value: 50, clause", "versions[0].performance[0].threshold.value", "for example 50 ms")]
    [InlineData("{value: p95,", "{value: p100,", "versions[0].performance[0].statistic.value", "p1 to p99")]
    [InlineData("{value: share_at_least 100 Mbit/s,", "{value: share_at_least 100 Mbps,", "versions[0].performance[1].statistic.value", "share_at_least 100 Mbit/s")]
    [InlineData("{value: ratio,", "{value: p95,", "versions[0].performance[2].statistic.value", "a statistic of loss: ratio")]
    [InlineData("metric: loss", "metric: jitter", "versions[0].performance[2].metric", "one of latency, throughput, loss")]
    [InlineData("{value: \"<\",", "{value: \"=<\",", "versions[0].performance[0].comparator.value", "one of <, <=, >, >=")]
    [InlineData("{value: 15 min,", "{value: 5-15 min,", "versions[0].cases.levels[0].respond.value", "for example 15 min")]
    [InlineData("{value: 15 min,", "{value: 0 s,", "versions[0].cases.levels[0].respond.value", "from 1 s")]
    [InlineData("{value: UTC,", "{value: Mars/Olympus_Mons,", "time_zone.value", "IANA time zone")]
    [InlineData("effective_from: 2020-01-01", "effective_from: 2026-02-30", "versions[0].effective_from", "a date")]
    [InlineData("id: premium", "id: Premium", "versions[0].plans[1].id", "an id")]
    [InlineData("id: premium", "id: standard", "versions[0].plans[1].id", "'standard' stands twice")]
    [InlineData("severity: \"2\"", "severity: \"1\"", "versions[0].cases.levels[1].severity", "'1' stands twice")]
    [InlineData("schema: 2", "schema: 1", "schema", "one of 2")]
    [InlineData("contract: infopromo", "contract: Info_Promo", "contract", "an id")]
    [InlineData("clause: support, reading: IP-R5, range: [5", "clause: helpdesk, reading: IP-R5, range: [5", "versions[0].cases.levels[0].respond.clause", "'helpdesk' is no clause")]
    [InlineData("reading: IP-R5", "reading: ip-r5", "versions[0].cases.levels[0].respond.reading", "the id of a reading")]
    [InlineData("Acknowledgment within 5-15 minutes of the report", "Acknowledgment within 5-15 minutes of the report by you", "versions[0].cases.levels[0].respond.quote", "1 to 8 words")]
    [InlineData("set_by: provider, reading: G12", "set_by: nobody, reading: G12", "time_zone.set_by", "one of text, provider")]
    [InlineData("title: Infopromo", "tittle: Infopromo", "tittle", "unknown field; allowed: schema, contract, title")]
    [InlineData("title: Infopromo", "tittle: Infopromo", "title", "the field is missing")]
    [InlineData("name: Premium Plan", "name: Premium Plan\n        price: 5", "versions[0].plans[1].price", "unknown field; allowed: id, name, availability_target")]
    [InlineData("provider: Infopromo Communications", "provider: Infopromo Communications\nprovider: Other", "provider", "the key stands twice")]
    [InlineData("metric: loss", "metric: latency", "versions[0].performance[2].statistic.value", "a statistic of latency")]
    [InlineData("metric: loss", "metric: loss\n        plans: [platinum]", "versions[0].performance[2].plans[0]", "one of standard, premium, enterprise")]
    [InlineData("plan: standard, month: 2026-02", "plan: basic, month: 2026-02", "examples[0].budget.plan", "plans: standard, premium, enterprise")]
    [InlineData("month: 2026-02, expect", "month: 2026-13, expect", "examples[0].budget.month", "a calendar month")]
    [InlineData("id: premium-28-days", "id: standard-28-days", "examples[1].id", "stands twice")]
    [InlineData("severity: \"1\", reportedAt", "severity: \"9\", reportedAt", "severity", "9")]
    [InlineData("reportedAt: 2026-03-29T00:50:00Z", "reportedAt: 2026-03-29 00:50", "reportedAt", "2026-03-29 00:50")]
    [InlineData("{count: 3, sent: 10, lost: 10}", "{count: 3, sent: 10, lost: 11}", "slices[0].lost", "an integer from 0 to 10")]
    public void A_wrong_value_is_refused_with_its_place_and_what_is_allowed(string old, string replacement, string path, string message)
    {
        string yaml = ContractFiles.Infopromo.With(old, replacement);
        ContractLoadResult result = ContractFiles.Load(yaml);
        Assert.Null(result.Document);
        ContractError error = Assert.Single(result.Errors, error => error.Path.EndsWith(path, StringComparison.Ordinal) && error.Message.Contains(message, StringComparison.Ordinal));

        // The place is at the change or, for what is missing, before it.
        int changed = ContractFiles.Infopromo[..ContractFiles.Infopromo.IndexOf(old, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.InRange(error.Line, error.Message.Contains("missing", StringComparison.Ordinal) ? 1 : changed, changed + 8);
        Assert.True(error.Column >= 1);
        Assert.StartsWith($"test.yaml:{error.Line}:{error.Column}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_at_once_in_order()
    {
        string yaml = ContractFiles.Infopromo
            .With("interval: {value: 10 s,", "interval: {value: ten,")
            .With("{value: 99.99 %,", "{value: -1 %,")
            .With("metric: loss", "metric: jitter")
            .With("reading: IP-R4", "reading: 4")
            .With("resolve: {value: 72 h,", "resolve: {value: 72 hours, colour: red,")
            .With("month: 2028-02", "month: 2028");
        ContractLoadResult result = ContractFiles.Load(yaml);
        string[] paths = [.. result.Errors.Select(error => error.Path)];
        Assert.Equal(paths.Length, paths.Distinct().Count());
        Assert.All(
            [
                "versions[0].detection.interval.value", "versions[0].plans[2].availability_target.value", "versions[0].performance[2].metric",
                "versions[0].performance[2].statistic.reading", "versions[0].cases.levels[1].resolve.value", "versions[0].cases.levels[1].resolve.colour", "examples[3].budget.month",
            ],
            path => Assert.Contains(path, paths));
        Assert.Equal(result.Errors.OrderBy(error => error.Line).ThenBy(error => error.Column), result.Errors);
    }

    [Fact]
    public void The_place_is_that_of_the_value()
    {
        ContractError error = Assert.Single(ContractFiles.Load(ContractFiles.Infopromo.With("interval: {value: 10 s,", "interval: {value: 1.5 s,")).Errors);
        string line = ContractFiles.Infopromo.Split('\n')[error.Line - 1];
        Assert.Equal(line.IndexOf("10 s", StringComparison.Ordinal) + 1, error.Column);
        Assert.Contains("'1.5 s'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expect: 40.32 min", "expect: 40.33 min", "it states 2419.800000 s, the rating gives 2419.200000 s")]
    [InlineData("availability: 99.9988 %", "availability: 99.9989 %", "it states 99.9989 %, the rating gives 99.9988 %")]
    [InlineData("{count: 2, sent: 10, lost: 10}]\n      expect: {state: met, outages: 0", "{count: 2, sent: 10, lost: 10}]\n      expect: {state: met, outages: 1", "it states 1, the rating gives 0")]
    [InlineData("count: 100}], expect: breached", "count: 100}], expect: met", "it states met, the rating gives breached")]
    [InlineData("resolveBy: 2026-03-30T00:50:00Z", "resolveBy: 2026-03-29T23:50:00Z", "it states '2026-03-29T23:50:00Z', the statement has '2026-03-30T00:50:00Z'")]
    [InlineData("{value: 50 ms, clause", "{value: 51 ms, clause", "it states breached, the rating gives met")]
    [InlineData("value: 99.95 %", "value: 99.96 %", "it states 1209.600000 s")]
    [InlineData("consecutive: {value: 3,", "consecutive: {value: 2,", "does not hold")]
    [InlineData("amount: 3.47\n", "amount: 3.46\n", "it states '3.46', the statement has '3.47'")]
    [InlineData("{value: counted,", "{value: left_out,", null)]
    public void An_example_that_does_not_hold_refuses_the_document(string old, string replacement, string? message)
    {
        ContractLoadResult result = ContractFiles.Load(ContractFiles.Infopromo.With(old, replacement));
        Assert.Equal(message is null, result.IsValid);
        Assert.True(message is null || result.Errors.Any(error => error.Message.Contains(message, StringComparison.Ordinal)), string.Join('\n', result.Errors));
        Assert.All(result.Errors, error => Assert.StartsWith("examples[", error.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Fewer_than_eight_examples_are_refused()
    {
        string yaml = ContractFiles.Infopromo[..ContractFiles.Infopromo.IndexOf("  - {id: enterprise-28-days", StringComparison.Ordinal)];
        Assert.Contains(ContractFiles.Load(yaml).Errors, error => error is { Path: "examples", Message: "2 items where at least 8 are needed" });
    }

    [Fact]
    public void An_example_is_of_one_kind()
    {
        string yaml = ContractFiles.Infopromo.With("budget: {plan: standard, month: 2026-02, expect: 40.32 min}", "title: none");
        Assert.Contains(ContractFiles.Load(yaml).Errors, error => error.Path == "examples[0]" && error.Message.Contains("exactly one of budget, availability", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the document is empty")]
    [InlineData("# nothing\n", "the document is empty")]
    [InlineData("a: [1, 2", "not YAML")]
    [InlineData("a: b: c", "not YAML")]
    [InlineData("just words", "where a mapping with schema, contract")]
    [InlineData("- 1\n- 2", "a list where a mapping")]
    [InlineData("a: &x 1\nb: *x", "anchors and tags are not allowed")]
    [InlineData("a: *x", "not allowed")]
    [InlineData("a: !!int 1", "anchors and tags are not allowed")]
    [InlineData("? [a, b]\n: c", "a key must be a text")]
    [InlineData("a: 1\n---\nb: 2", "a second document")]
    [InlineData("a: 'x", "not YAML")]
    public void What_is_no_plain_YAML_is_an_error_and_not_a_crash(string yaml, string message) =>
        Assert.Contains(ContractFiles.Load(yaml).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Hostile_bytes_are_errors_and_not_crashes()
    {
        Assert.Contains("not UTF-8", ContractLoader.Load([0x61, 0xff, 0xfe], "x").Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("at most", ContractLoader.Load(new byte[ContractLoader.MaxBytes + 1], "x").Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper", ContractFiles.Load(new string('[', 100_000)).Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper", ContractFiles.Load(string.Concat(Enumerable.Repeat("{a: ", 50_000))).Errors[0].Message, StringComparison.Ordinal);
        string bomb = "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"b{i}: &b{i} [*a, *a, *a, *a, *a, *a, *a, *a]\n"));
        Assert.NotEmpty(ContractFiles.Load(bomb).Errors);
    }

    [Fact]
    public void Every_cut_of_the_document_is_an_error_and_not_a_crash()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ContractFiles.Infopromo);
        int end = ContractFiles.Infopromo.LastIndexOf("  - id: level-1", StringComparison.Ordinal);
        for (int length = 0; length < end; length += 97)
        {
            ContractLoadResult result = ContractLoader.Load(bytes.AsSpan(0, length), "cut.yaml");

            // A cut between two examples leaves a whole document.
            Assert.True(result.IsValid == (result.Errors.Count == 0));
        }

        Assert.False(ContractLoader.Load(bytes.AsSpan(0, bytes.Length / 4), "cut.yaml").IsValid);
    }

    [Fact]
    public void A_byte_order_mark_is_allowed() =>
        Assert.True(ContractLoader.Load([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ContractFiles.Infopromo)], "bom.yaml").IsValid);

    [Fact]
    public void A_limit_can_hold_for_some_plans_and_leave_out_regions()
    {
        string yaml = ContractFiles.Infopromo
            .With("{value: [], clause: performance, set_by: provider, note", "{value: [far-away, overseas], clause: performance, set_by: provider, note")
            .With("- metric: throughput", "- metric: throughput\n        plans: [standard, premium]");
        ContractLoadResult result = ContractFiles.Load(yaml);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        Assert.Equal([MetricKind.Throughput, MetricKind.Loss], Metrics("standard", "overseas"));
        Assert.Equal([MetricKind.Latency, MetricKind.Throughput, MetricKind.Loss], Metrics("standard", "home"));
        Assert.Equal([MetricKind.Latency, MetricKind.Loss], Metrics("enterprise", ""));

        IEnumerable<MetricKind> Metrics(string plan, string region) => result.Document.Plan(plan)!.Terms(region)!.Limits.Select(limit => limit.Metric);
    }

    [Fact]
    public void Two_limits_on_one_figure_of_one_plan_are_refused()
    {
        int at = ContractFiles.Infopromo.IndexOf("      - metric: latency", StringComparison.Ordinal);
        int end = ContractFiles.Infopromo.IndexOf("      - metric: throughput", StringComparison.Ordinal);
        string twice = ContractFiles.Infopromo.Insert(end, ContractFiles.Infopromo[at..end]);
        Assert.Contains(ContractFiles.Load(twice).Errors, error => error is { Path: "versions[0].performance[1]" } && error.Message.StartsWith("a second limit on latency p95", StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_stand_in_order_and_each_holds_from_its_own_day()
    {
        string yaml = ContractFiles.Infopromo;
        int from = yaml.IndexOf("  - version: 2026-01", StringComparison.Ordinal);
        int to = yaml.IndexOf("\n# What only a reader", StringComparison.Ordinal);
        string second = yaml[from..to].With("version: 2026-01", "version: 2026-07").With("effective_from: 2020-01-01", "effective_from: 2026-07-01");
        ContractLoadResult result = ContractFiles.Load(yaml.Insert(to, "\n" + second));
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        Assert.Equal(["2026-01", "2026-07"], result.Document.Versions.Select(version => version.Id));
        Assert.Equal("2026-01", result.Document.VersionAt(result.Document.Versions[1].EffectiveFrom.Plus(-1))?.Id);

        string disordered = yaml.Insert(to, "\n" + second.With("effective_from: 2026-07-01", "effective_from: 2019-07-01"));
        Assert.Contains(ContractFiles.Load(disordered).Errors, error => error.Path == "versions[1].effective_from");
        string same = yaml.Insert(to, "\n" + second.With("version: 2026-07", "version: 2026-01"));
        Assert.Contains(ContractFiles.Load(same).Errors, error => error.Path == "versions[1].version");
    }

    [Fact]
    public void Every_quote_stands_in_eight_words_or_fewer_and_every_clause_is_used()
    {
        ContractDocument document = ContractFiles.Load(ContractFiles.Infopromo).Document!;
        Assert.All(document.Clauses, clause => Assert.InRange(clause.Quote!.Split(' ').Length, 1, 8));
        Assert.Equal(document.Newest.Plans.Select(plan => plan.AvailabilityTarget!.Value), document.Newest.Plans.Select(plan => plan.Terms()!.AvailabilityTarget));
        Assert.All(document.Newest.Plans.SelectMany(plan => plan.Performance), limit => Assert.IsType<PerformanceLimit>(limit.ToLimit()));
    }
}
