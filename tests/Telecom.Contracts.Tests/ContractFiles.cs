using System.Text;

namespace Telecom.Contracts.Tests;

/// <summary>The documents in contracts/, and edits of them.</summary>
internal static class ContractFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "contracts");

    public static string Infopromo { get; } = File.ReadAllText(Path.Combine(Folder, "infopromo.yaml"));

    public static string[] All { get; } = [.. Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal)];

    public static ContractLoadResult Load(string yaml) => ContractLoader.Load(Encoding.UTF8.GetBytes(yaml), "test.yaml");

    /// <summary>A document that has no errors.</summary>
    public static ContractDocument Read(string yaml)
    {
        ContractLoadResult result = Load(yaml);
        Assert.True(result.IsValid, string.Join(Environment.NewLine, result.Errors));
        return result.Document;
    }

    /// <summary>Replaces a text that stands there exactly once or more; the first place only.</summary>
    public static string With(this string yaml, string old, string replacement)
    {
        int at = yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' does not stand in the document");
        return string.Concat(yaml.AsSpan(0, at), replacement, yaml.AsSpan(at + old.Length));
    }
}
