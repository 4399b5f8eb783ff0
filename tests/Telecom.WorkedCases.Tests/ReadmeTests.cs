namespace Telecom.WorkedCases.Tests;

/// <summary>The commands of the README that need no running suite, as they stand there.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Verbs = ["rate", "explain", "lint", "import", "store", "rebuild", "bench"];

    private static readonly string[] Shown =
    [
        .. File.ReadAllLines(Path.Combine(CaseFile.Root, "README.md"))
            .Where(line => Verbs.Any(verb => line.StartsWith($"./telecom {verb} ", StringComparison.Ordinal)))
            .Select(line => line.Split(" # ")[0].Trim()),
    ];

    public static TheoryData<string> Commands => [.. Shown];

    [Fact]
    public void The_README_shows_all_of_them() => Assert.All(Verbs, verb => Assert.Contains(Shown, line => line.StartsWith($"./telecom {verb} ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_the_README_works_as_it_stands(string command)
    {
        (int code, string output, string errors) = CommandLine.Run("", command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        Assert.True(code == 0, errors);
        Assert.NotEqual("", output.Trim());
        Assert.Equal("", errors);
    }
}
