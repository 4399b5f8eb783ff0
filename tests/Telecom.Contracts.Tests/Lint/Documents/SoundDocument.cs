using System.Text;
using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint.Documents;

/// <summary>The document that says everything, and edits of it that stop to.</summary>
internal static class SoundDocument
{
    private const string CreditStart = "    credit:\n";
    private const string CreditEnd = "    claims:\n";
    private const string CreditExamples = "  # What the table owes.";

    /// <summary>The whole document.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Lint", "Documents", "sound.yaml"));

    /// <summary>The document without the examples that only its table makes true, so that its credit can be changed.</summary>
    public static string WithTable { get; } = Text[..Text.IndexOf(CreditExamples, StringComparison.Ordinal)];

    /// <summary>With a credit for every step, capped by the text.</summary>
    public static string WithRate { get; } = WithCredit(
        """
              schedule: rate
              basis: {value: creditable, clause: "3", quote: of the monthly charge}
              per_step: {value: 5 %, clause: "3", quote: 5 % of the monthly charge}
              step: {value: 1 %, clause: "3", quote: for every full 1 %}
              steps: {value: whole, clause: "3", quote: for every full 1 %}
              cap: {value: 50 %, clause: "3", quote: at most half of the monthly charge}

        """);

    /// <summary>With a credit for each day of a long outage. Its target hangs on nothing; the rest is sound.</summary>
    public static string WithDays { get; } = WithCredit(
        """
              schedule: days
              basis: {value: creditable, clause: "3", quote: of the monthly charge}
              qualifies: {value: ">= 30 min", clause: "3", quote: 30 minutes or more}
              consecutive: {value: 30 min, clause: "3", quote: 30 minutes or more}
              per_day: {value: 5 %, clause: "3", quote: 5 % for each day}
              days: {value: minutes_on_day, clause: "3", quote: for each day}
              cap: {value: 7 days of the month, clause: "3", quote: at most seven days}

        """);

    /// <summary>With a refund in two parts.</summary>
    public static string WithInstalments { get; } = WithCredit(
        """
              schedule: instalments
              basis: {value: invoice, clause: "3", quote: of the invoice}
              instalments: {value: [10 %, 10 %], clause: "3", quote: in two parts}
              base: {value: missed_month, clause: "3", quote: the invoice of the missed month}
              trigger: {value: missed_objective, clause: "3", quote: when a month is missed}

        """);

    public static ContractLintResult Lint(string yaml) => ContractLinter.Lint(Encoding.UTF8.GetBytes(yaml), "test.yaml");

    /// <summary>The codes that are found, by name; fails when the document does not load.</summary>
    public static IReadOnlyList<string> Codes(string yaml)
    {
        ContractLintResult result = Lint(yaml);
        Assert.True(result.Errors.Count == 0, string.Join('\n', result.Errors));
        return [.. result.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal)];
    }

    /// <summary>The line, from 1, on which a text stands.</summary>
    public static int LineOf(string yaml, string text)
    {
        int at = yaml.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{text}' does not stand in the document");
        return yaml.AsSpan(0, at).Count('\n') + 1;
    }

    private static string WithCredit(string credit)
    {
        int start = WithTable.IndexOf(CreditStart, StringComparison.Ordinal) + CreditStart.Length;
        int end = WithTable.IndexOf(CreditEnd, StringComparison.Ordinal);
        return string.Concat(WithTable.AsSpan(0, start), credit, WithTable.AsSpan(end));
    }
}
