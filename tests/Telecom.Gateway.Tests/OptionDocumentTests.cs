using System.Reflection;
using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.Gateway.Tests;

/// <summary>docs/gateway.md has a table for each section of options; a new option needs a row there.</summary>
public sealed class OptionDocumentTests
{
    public static TheoryData<string> Sections => [.. Options().Select(type => SectionOf(type)!)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_option_of_the_gateway_has_its_row_and_no_row_is_of_nothing(string section)
    {
        string text = File.ReadAllText(Path.Combine(Paths.Root, "docs", "gateway.md"));
        int at = text.IndexOf($"### {section}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"docs/gateway.md has no table \"### {section}\"");
        string[] rows = [.. text[at..].Split('\n').Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])];
        Assert.Equal(NamesOf(Options().Single(type => SectionOf(type) == section)), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_sections_to_look_at() => Assert.True(Sections.Count >= 15);

    private static IEnumerable<Type> Options() => typeof(GatewayHost).Assembly.GetTypes().Where(type => SectionOf(type) is not null);

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } section ? section.GetRawConstantValue() as string : null;

    private static string[] NamesOf(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } || property.PropertyType == typeof(IList<string>))
        .Select(property => property.Name).Order(StringComparer.Ordinal)];
}
