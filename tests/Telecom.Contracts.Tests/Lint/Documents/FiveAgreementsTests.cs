using System.Text.Json;
using Telecom.Contracts.Lint;

namespace Telecom.Contracts.Tests.Lint.Documents;

/// <summary>The documents in contracts/ against the defects that the worked cases list for them.</summary>
public sealed class FiveAgreementsTests
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> Expected = ReadExpected();

    public static TheoryData<string> Contracts => new(Expected.Keys);

    [Fact]
    public void All_five_agreements_have_a_case() =>
        Assert.Equal(["infopromo", "justlogin", "justopex", "omniful", "tagoio"], Expected.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Exactly_the_defects_of_the_case_are_reported(string contract) =>
        Assert.Equal(Expected[contract].Keys.Order(StringComparer.Ordinal), Findings(contract).Select(finding => finding.Code).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_quote_is_part_of_a_quote_of_the_case_and_every_finding_has_one(string contract)
    {
        foreach (LintFinding finding in Findings(contract))
        {
            string[] words = [.. Expected[contract][finding.Code].Select(Normal)];
            Assert.True(finding.Quotes.Count > 0, $"{finding.Code} has no quote");
            Assert.All(finding.Quotes, quote =>
            {
                Assert.True(words.Any(whole => whole.Contains(Normal(quote), StringComparison.OrdinalIgnoreCase)), $"{finding.Code}: '{quote}' is no part of {string.Join(" | ", words)}");
                Assert.InRange(quote.Split(' ').Length, 1, 8);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_quote_of_the_case_is_touched_by_one_of_ours(string contract)
    {
        foreach (LintFinding finding in Findings(contract))
        {
            Assert.All(Expected[contract][finding.Code], whole => Assert.True(
                finding.Quotes.Any(quote => Normal(whole).Contains(Normal(quote), StringComparison.OrdinalIgnoreCase)),
                $"{finding.Code}: nothing of '{whole}' among {string.Join(" | ", finding.Quotes)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Findings_have_a_line_of_the_document_and_stand_by_line(string contract)
    {
        IReadOnlyList<LintFinding> findings = Findings(contract);
        int lines = File.ReadAllLines(PathOf(contract)).Length;
        Assert.All(findings, finding => Assert.InRange(finding.Line, 1, lines));
        Assert.Equal(findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Code, StringComparer.Ordinal), findings);
    }

    private static IReadOnlyList<LintFinding> Findings(string contract)
    {
        ContractLintResult result = ContractLinter.Lint(File.ReadAllBytes(PathOf(contract)), contract);
        Assert.True(result.Errors.Count == 0, string.Join('\n', result.Errors));
        return result.Findings;
    }

    private static string PathOf(string contract) => Path.Combine(AppContext.BaseDirectory, "contracts", contract + ".yaml");

    /// <summary>One space between words, and straight quotes.</summary>
    private static string Normal(string text) => string.Join(
        ' ', text.Replace('\u2019', '\'').Replace('\u2018', '\'').Replace('\u201c', '"').Replace('\u201d', '"').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<string, Dictionary<string, string[]>> ReadExpected()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "worked-cases.json")));
        return cases.RootElement.EnumerateArray().Where(item => item.GetProperty("kind").GetString() == "contract_lint").ToDictionary(
            item => item.GetProperty("contract").GetString()!.Split('-')[0],
            item => item.GetProperty("expected").GetProperty("defects").EnumerateArray().ToDictionary(
                defect => defect.GetProperty("code").GetString()!,
                defect => defect.GetProperty("quotes").EnumerateArray().Select(quote => quote.GetString()!).ToArray()));
    }
}
