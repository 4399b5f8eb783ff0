using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>The defects of the five agreements, as "telecom lint" reports them.</summary>
public sealed class LintTests
{
    internal static readonly string[] Driven = ["JO-LINT", "JL-LINT", "TG-LINT", "IP-LINT", "OM-LINT"];

    public static TheoryData<string> Cases => [.. Driven];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_linter_reports_exactly_the_defects_of_an_agreement_with_their_words(string id)
    {
        JsonObject entry = CaseFile.Case(id);
        JsonArray expected = entry["expected"]!["defects"]!.AsArray();
        string file = Path.Combine("contracts", CaseRuns.ContractOf(entry) + ".yaml");
        (int code, string output, string errors) = CommandLine.Run("", "lint", file, "--json");
        Assert.True(code == 0, errors);
        JsonArray found = JsonNode.Parse(output)!["defects"]!.AsArray();
        Assert.Equal(expected.Select(defect => (string)defect!["code"]!).Order(), found.Select(defect => (string)defect!["code"]!).Order());
        foreach (JsonNode? defect in found)
        {
            string[] words = [.. expected.Single(own => (string)own!["code"]! == (string)defect!["code"]!)!["quotes"]!.AsArray().Select(quote => Plain((string)quote!))];
            JsonArray quotes = defect!["quotes"]!.AsArray();
            Assert.NotEmpty(quotes);
            Assert.All(quotes, quote => Assert.Contains(words, own => own.Contains(Plain((string)quote!), StringComparison.Ordinal)));
            Assert.All(quotes, quote => Assert.InRange(((string)quote!).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 8));
        }
    }

    private static string Plain(string text) => string.Join(' ', text.Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
