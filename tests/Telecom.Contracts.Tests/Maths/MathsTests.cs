using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Statements;

namespace Telecom.Contracts.Tests.Maths;

/// <summary>Every example of docs/sla-maths.md comes out as it is written there.</summary>
public sealed class MathsTests
{
    private static readonly Dictionary<string, ContractDocument> s_contracts = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "contracts"), "*.yaml")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), Load, StringComparer.Ordinal);

    public static TheoryData<string> All => [.. MathsDocument.Examples.Select(example => example.Id)];

    public static TheoryData<string> OfContracts => [.. MathsDocument.Examples.Where(example => example.Text("contract") is not null).Select(example => example.Id)];

    public static TheoryData<string> OfTheLibrary => [.. MathsDocument.Examples.Where(example => example.Text("library") is not null).Select(example => example.Id)];

    [Theory]
    [MemberData(nameof(OfContracts))]
    public void The_evidence_of_an_example_gives_its_statement(string id)
    {
        MathsExample example = Find(id);
        EvidenceLoadResult evidence = EvidenceLoader.Load(Encoding.UTF8.GetBytes(example.Text("evidence")!), id);
        Assert.True(evidence.IsValid, string.Join('\n', evidence.Errors));
        EvidenceRatingResult rating = EvidenceRater.Rate(s_contracts[example.Text("contract")!], evidence.Document!);
        Assert.True(rating.IsValid, string.Join('\n', rating.Errors));
        JsonObject statement = StatementJson.ToJson(rating.Statement!);
        foreach ((string path, JsonNode? expected) in example.Json("expect"))
        {
            JsonNode? found = At(statement, path);
            Assert.True(JsonNode.DeepEquals(expected, found), $"{id}: {path} is {found?.ToJsonString() ?? "null"}, expected {expected?.ToJsonString() ?? "null"}\n{statement}");
        }
    }

    [Theory]
    [MemberData(nameof(OfTheLibrary))]
    public void The_library_gives_what_an_example_expects(string id)
    {
        MathsExample example = Find(id);
        IReadOnlyDictionary<string, string> results = LibraryCalls.Run(example.Text("library")!, example.Json("given"));
        foreach ((string name, JsonNode? expected) in example.Json("expect"))
        {
            Assert.True(results.TryGetValue(name, out string? found), $"{id}: '{name}' is no result of {example.Text("library")}");
            Assert.Equal(expected!.GetValue<string>(), found);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_line_of_the_working_holds(string id) =>
        Assert.All(Find(id).Working, line => Assert.True(WorkedLine.Holds(line), $"{id}: '{line}' is wrong"));

    [Theory]
    [MemberData(nameof(All))]
    public void A_formula_with_its_symbols_comes_to_a_line_of_the_working(string id)
    {
        MathsExample example = Find(id);
        if (example.Text("formula") is not { } formula || example.Working.Count == 0)
        {
            return;
        }

        ExactNumber value = Arithmetic.Evaluate(formula[(formula.IndexOf('=', StringComparison.Ordinal) + 1)..], Symbols(example.Text("where")));
        Assert.Contains(example.Working, line => WorkedLine.ValueOf(line) == value);
    }

    [Fact]
    public void Every_example_has_a_name_of_its_own_a_source_and_something_to_check()
    {
        Assert.Equal(MathsDocument.Examples.Count, MathsDocument.Examples.Select(example => example.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(MathsDocument.Examples, example =>
        {
            Assert.False(string.IsNullOrEmpty(example.Text("source")), $"{example.Id} has no source");
            Assert.True(example.Text("formula") is null != (example.Text("rule") is null), $"{example.Id} has either a formula or a rule");
            Assert.True(example.Text("contract") is null != (example.Text("library") is null), $"{example.Id} is either of a contract or of the library");
            Assert.NotEmpty(example.Json("expect"));
        });
    }

    [Fact]
    public void No_fence_of_the_document_is_left_out() =>
        Assert.Equal(MathsDocument.Examples.Count * 2, MathsDocument.Text.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)));

    private static MathsExample Find(string id) => MathsDocument.Examples.Single(example => example.Id == id);

    private static ContractDocument Load(string path)
    {
        ContractLoadResult result = ContractLoader.Load(File.ReadAllBytes(path), Path.GetFileName(path));
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Document!;
    }

    private static JsonNode? At(JsonNode node, string path) =>
        path.Split('.').Aggregate((JsonNode?)node, (at, step) => at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : at![step]);

    /// <summary>"T = 43200 min, P = 240 min": units are for the reader.</summary>
    private static Dictionary<string, ExactNumber> Symbols(string? where) => (where ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split(' '))
        .ToDictionary(words => words[0], words => ExactNumber.Parse(words[2]), StringComparer.Ordinal);
}
