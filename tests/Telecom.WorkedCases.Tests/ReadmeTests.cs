namespace Telecom.WorkedCases.Tests;

/// <summary>The commands of the README that rate, explain and lint, as they stand there.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Shown =
    [
        .. File.ReadAllLines(Path.Combine(CaseFile.Root, "README.md"))
            .Where(line => line.StartsWith("./telecom rate ", StringComparison.Ordinal) || line.StartsWith("./telecom explain ", StringComparison.Ordinal) || line.StartsWith("./telecom lint ", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Commands => [.. Shown];

    [Fact]
    public void The_README_shows_all_three() => Assert.True(Shown.Length >= 3);

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
