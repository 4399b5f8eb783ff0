using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint.Documents;

public sealed class SoundDocumentTests
{
    [Fact]
    public void A_document_that_says_everything_has_no_finding() => Assert.Empty(SoundDocument.Codes(SoundDocument.Text));

    [Fact]
    public void Nor_has_one_with_a_capped_rate_or_a_refund_in_parts()
    {
        Assert.Empty(SoundDocument.Codes(SoundDocument.WithRate));
        Assert.Empty(SoundDocument.Codes(SoundDocument.WithInstalments));
    }

    [Fact]
    public void A_document_that_does_not_load_has_errors_and_no_finding()
    {
        ContractLintResult result = SoundDocument.Lint(SoundDocument.Text.With("remedy: {value: yes", "remedy: {value: perhaps"));
        Assert.Empty(result.Findings);
        Assert.Contains("perhaps", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_changes_nothing() => Assert.Empty(SoundDocument.Codes("\uFEFF" + SoundDocument.Text));

    [Fact]
    public void A_reviewed_finding_is_reported_as_it_stands()
    {
        string yaml = Reviewed("soft_target", "Typical is no promise.", "typically, within a day");
        LintFinding finding = Assert.Single(SoundDocument.Lint(yaml).Findings);
        Assert.Equal(
            ("soft_target", "Typical is no promise.", LintKind.Reviewed, SoundDocument.LineOf(yaml, "code: soft_target")),
            (finding.Code, finding.Message, finding.Kind, finding.Line));
        Assert.Equal(["typically, within a day"], finding.Quotes);
    }

    [Fact]
    public void What_structure_and_reader_both_find_is_one_finding_of_the_structure_with_the_quotes_of_both()
    {
        string yaml = Reviewed("commitment_without_remedy", "Nothing follows.", "or pays the charge, we regret").With("remedy: {value: yes", "remedy: {value: no");
        LintFinding finding = Assert.Single(SoundDocument.Lint(yaml).Findings);
        Assert.Equal(LintKind.Structural, finding.Kind);
        Assert.Equal(SoundDocument.LineOf(yaml, "data_stay_secret"), finding.Line);
        Assert.NotEqual("Nothing follows.", finding.Message);
        Assert.Equal(["or pays the charge of the month", "or pays the charge, we regret"], finding.Quotes);
    }

    [Fact]
    public void A_quote_that_is_part_of_another_is_said_once()
    {
        string yaml = Reviewed("commitment_without_remedy", "Nothing follows.", "pays the charge").With("remedy: {value: yes", "remedy: {value: no");
        Assert.Equal(["or pays the charge of the month"], Assert.Single(SoundDocument.Lint(yaml).Findings).Quotes);
    }

    [Fact]
    public void A_defect_of_two_versions_is_one_finding_at_the_first()
    {
        string yaml = SoundDocument.WithTable.With("remedy: {value: yes", "remedy: {value: no");
        int start = yaml.IndexOf("  - version: 2026-01", StringComparison.Ordinal);
        int end = yaml.IndexOf("examples:", StringComparison.Ordinal);
        string second = yaml[start..end].With("version: 2026-01", "version: 2030-01").With("effective_from: 2020-01-01", "effective_from: 2030-01-01");
        LintFinding finding = Assert.Single(SoundDocument.Lint(yaml.Insert(end, second)).Findings);
        Assert.Equal(SoundDocument.LineOf(yaml, "data_stay_secret"), finding.Line);
    }

    [Fact]
    public void Findings_stand_by_line_and_code()
    {
        string yaml = SoundDocument.WithTable
            .With("remedy: {value: yes", "remedy: {value: no")
            .With("resolve: {value: 24 h", "resolve: {value: 7 h")
            .With("anchor: {value: outage_end, clause: \"4\", quote: hours of the end", "anchor: {value: outage_end, clause: \"4\", set_by: provider")
            .With("period: {value: calendar_month,", "period: {value: calendar_month, reading: NL-R1, otherwise: {cycle: billing_cycle},");
        Assert.Equal(
            ["period_conflict", "window_anchor_ambiguous", "severity_inversion", "commitment_without_remedy"],
            SoundDocument.Lint(yaml).Findings.Select(finding => finding.Code));
    }

    private static string Reviewed(string code, string message, string quote) => SoundDocument.WithTable.With(
        "examples:\n", $"reviewed:\n  - code: {code}\n    message: {message}\n    quotes: [\"{quote}\"]\nexamples:\n");
}
