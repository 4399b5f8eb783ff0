using System.Text;
using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint;

public sealed class LinterPropertyTests
{
    private const int Megabyte = 1_000_000;

    private static readonly string[] Pieces =
    [
        "within", "7 days", "of the outage", "99.9%", "[", "]", "(", ")", "credit", "for each", "hour", "\n", "\r\n", "\n\n", "1.", "2.", "4.", "a)", "c)", "12.3", "P1", "|", "\t",
        "means", "“Downtime”", "–", "-", "to", "5-15 minutes", "shall", "you", "must", "claim", "TBD", "XX%", "____", "<name>", "{{x}}", ".", ":", "less than", "more than", "1 day",
        "typically", "promptly", "will", "availability", "per month", "43 min", "\u00A0", "\u2028", "twenty five percent (25%)", "9".PadLeft(40, '9'), "months", "Level 2", "resolve",
    ];

    [Fact]
    public void Any_text_is_linted_and_every_quote_is_a_slice_of_it() => Seeds.ForEach(300, random =>
    {
        StringBuilder text = new();
        int count = random.Next(0, 120);
        for (int i = 0; i < count; i++)
        {
            _ = random.Next(6) == 0 ? text.Append((char)random.Next(1, 0xFFFF)) : text.Append(Pieces[random.Next(Pieces.Length)]);
            _ = random.Next(4) == 0 ? text : text.Append(' ');
        }

        string input = text.ToString();
        IReadOnlyList<LintFinding> found = TextLinter.Lint(input);
        Assert.Equal(found.OrderBy(finding => finding.Line).ThenBy(finding => finding.Code, StringComparer.Ordinal), found);
        foreach (string quote in found.SelectMany(finding => finding.Quotes))
        {
            Assert.Contains(quote, input, StringComparison.Ordinal);
            Assert.InRange(quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 8);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("   \r\n \t ")]
    [InlineData(".")]
    public void An_empty_text_has_no_finding(string text) => Assert.Empty(TextLinter.Lint(text));

    [Fact]
    public void No_text_at_all_is_refused() => Assert.Throws<ArgumentNullException>(() => TextLinter.Lint(null!));

    /// <summary>
    /// Hostile megabytes: a pattern that backtracks beyond its limit throws, quadratic work would take hours, and whatever comes before it, a
    /// defect at the end is still found.
    /// </summary>
    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("9")]
    [InlineData("[")]
    [InlineData("_ ")]
    [InlineData("a ")]
    [InlineData("1. ")]
    [InlineData("1.1.")]
    [InlineData("| ")]
    [InlineData("- \t")]
    [InlineData("within 7 days of ")]
    [InlineData("a) x\n")]
    [InlineData("From (%)\n")]
    [InlineData("Credit (%)\n\n")]
    [InlineData("P1: resolved within 4 hours\n")]
    [InlineData("99.9% means 43 min/month of downtime ")]
    [InlineData("less than 1 day, more than 1 day ")]
    public void A_megabyte_of_anything_takes_linear_time(string piece)
    {
        string text = new StringBuilder().Insert(0, piece, Megabyte / piece.Length).Append("\n\nThe fee is TBD.\n").ToString();
        IReadOnlyList<LintFinding> found = TextLinter.Lint(text);
        Assert.Equal("TBD", Assert.Single(found[^1].Quotes));
    }

    [Fact]
    public void A_megabyte_of_agreements_is_linted()
    {
        string text = new StringBuilder().Insert(0, SoundAgreementTests.Text + "\n\n", (Megabyte / SoundAgreementTests.Text.Length) + 1).ToString();
        Assert.DoesNotContain(TextLinter.Lint(text), finding => finding.Code != "term_defined_twice" && finding.Code != "clause_numbers_skip");
    }
}
