using System.Text;
using System.Text.Json.Nodes;
using Telecom.Contracts;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;

namespace Telecom.WorkedCases.Tests;

/// <summary>Every worked case that has evidence, through the library: contract document, evidence document, rating, statement document.</summary>
public sealed class LibraryTests
{
    private static readonly Dictionary<string, ContractDocument> Documents = [];

    public static TheoryData<string> RatedCases => [.. CaseFile.All.Where(CaseRuns.IsRated).Select(entry => (string)entry["id"]!)];

    [Theory]
    [MemberData(nameof(RatedCases))]
    public void The_library_reproduces_a_worked_case_under_every_reading(string id) => CaseRuns.Check(CaseFile.Case(id), Rate);

    public static TheoryData<string> OwnCases => [.. CaseFile.Own.Select(entry => (string)entry["id"]!)];

    [Theory]
    [MemberData(nameof(OwnCases))]
    public void The_library_agrees_with_the_second_by_second_oracle_under_every_reading(string id) => CaseRuns.Check(CaseFile.Case(id), Rate);

    [Fact]
    public void Every_own_case_has_its_working_beside_it()
    {
        Assert.True(CaseFile.Own.Count >= 100);
        Assert.All(CaseFile.Own, entry => Assert.NotEqual("", (string)entry["working"]!));
        int readings = CaseFile.Own.Sum(entry => ((JsonArray)entry["alternatives"]!).Count);
        Assert.True(readings > 200);
        string folder = Directory.CreateDirectory(Path.Combine(CaseFile.Root, "artifacts", "test-results", "proofs")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "worked-cases.txt"),
            FormattableString.Invariant($"worked-cases: {CaseFile.All.Count} worked cases, and {CaseFile.Own.Count} of our own by a second-by-second oracle under {readings} other readings\n"));
    }

    [Fact]
    public void The_copy_holds_every_case_and_each_is_driven()
    {
        Assert.Equal(43, CaseFile.All.Count);
        Assert.Equal(CaseFile.All.Count, CaseFile.All.Select(entry => (string)entry["id"]!).Distinct().Count());
        string[] driven = [.. CaseFile.All.Where(CaseRuns.IsRated).Select(entry => (string)entry["id"]!), .. GenericTests.Driven, .. LintTests.Driven, "IP-01"];
        Assert.Equal(CaseFile.All.Select(entry => (string)entry["id"]!).Order(), driven.Order());
    }

    internal static JsonObject Rate(string contract, JsonObject evidence)
    {
        EvidenceLoadResult loaded = EvidenceLoader.Load(Encoding.UTF8.GetBytes(evidence.ToJsonString()), "evidence.json");
        Assert.True(loaded.Document is not null, string.Join('\n', loaded.Errors));
        EvidenceRatingResult rated = EvidenceRater.Rate(Document(contract), loaded.Document!);
        Assert.True(rated.Statement is not null, string.Join('\n', rated.Errors));
        return StatementJson.ToJson(rated.Statement!);
    }

    internal static ContractDocument Document(string contract)
    {
        lock (Documents)
        {
            if (!Documents.TryGetValue(contract, out ContractDocument? document))
            {
                string path = Path.Combine(CaseFile.Root, "contracts", contract + ".yaml");
                ContractLoadResult result = ContractLoader.Load(File.ReadAllBytes(path), contract + ".yaml");
                Assert.True(result.IsValid, string.Join('\n', result.Errors));
                Documents[contract] = document = result.Document;
            }

            return document;
        }
    }
}
