using System.Text.Json.Nodes;

namespace Telecom.WorkedCases.Tests;

/// <summary>Every worked case that has evidence, through "telecom rate" in a process of its own.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string> RatedCases => LibraryTests.RatedCases;

    [Theory]
    [MemberData(nameof(RatedCases))]
    public void The_command_line_reproduces_a_worked_case_under_every_reading(string id) => CaseRuns.Check(CaseFile.Case(id), Rate);

    [Fact]
    public void A_readable_statement_spells_out_the_arithmetic()
    {
        JsonObject entry = CaseFile.Case("IP-04");
        (int code, string output, string errors) = CommandLine.Run(CaseRuns.Of(entry).Single().Evidence.ToJsonString(), "rate", "--contract", "infopromo", "--evidence", "-");
        Assert.True(code == 0, errors);
        Assert.All((string[])["98.3871", "241.94", "1500.00", "credits", "IP-R1"], words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_name_the_path_of_the_field_and_nothing_is_rated()
    {
        (int code, string output, string errors) = CommandLine.Run(
            """{"month":"2026-13","outages":[{"start":"2026-04-10T10:00:00Z","end":"2026-04-10T09:00:00Z","colour":"red"}]}""", "rate", "--contract", "infopromo", "--evidence", "-", "--json");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.All((string[])["month", "2026-13", "outages[0].colour", "outages[0].end"], words => Assert.Contains(words, errors, StringComparison.Ordinal));
    }

    private static JsonObject Rate(string contract, JsonObject evidence)
    {
        (int code, string output, string errors) = CommandLine.Run(evidence.ToJsonString(), "rate", "--contract", contract, "--evidence", "-", "--json");
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!.AsObject();
    }
}
