namespace Telecom.Contracts.Tests.Maths;

/// <summary>Reads the fenced blocks of docs/sla-maths.md: "field: text" lines, continued by lines that begin with two spaces.</summary>
internal static class MathsDocument
{
    private const string Fence = "```";

    private static readonly string[] s_fields = ["id", "source", "contract", "library", "formula", "rule", "where", "given", "evidence", "expect", "working"];

    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "sla-maths.md"));

    public static IReadOnlyList<MathsExample> Examples { get; } = [.. Read(Text)];

    public static IEnumerable<MathsExample> Read(string text)
    {
        Dictionary<string, List<string>>? block = null;
        List<string>? lines = null;
        foreach (string line in text.Split('\n'))
        {
            if (line == Fence + "maths")
            {
                block = new(StringComparer.Ordinal);
            }
            else if (line == Fence && block is not null)
            {
                yield return new MathsExample(Assert.Single(block["id"]), block.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)field.Value, StringComparer.Ordinal));
                block = null;
            }
            else if (block is not null && line.StartsWith("  ", StringComparison.Ordinal))
            {
                lines!.Add(line.Trim());
            }
            else if (block is not null)
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);
                Assert.True(colon > 0 && s_fields.Contains(line[..colon]), $"'{line}' is no field of an example");
                lines = [line[(colon + 2)..]];
                Assert.True(block.TryAdd(line[..colon], lines), $"'{line[..colon]}' stands twice");
            }
        }
    }
}
