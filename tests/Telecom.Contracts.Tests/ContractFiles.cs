using System.Text;

namespace Telecom.Contracts.Tests;

/// <summary>The documents in contracts/, and edits of them.</summary>
internal static class ContractFiles
{
    public static string Infopromo { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contracts", "infopromo.yaml"));

    public static ContractLoadResult Load(string yaml) => ContractLoader.Load(Encoding.UTF8.GetBytes(yaml), "test.yaml");

    /// <summary>Replaces a text that stands there exactly once or more; the first place only.</summary>
    public static string With(this string yaml, string old, string replacement)
    {
        int at = yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' does not stand in the document");
        return string.Concat(yaml.AsSpan(0, at), replacement, yaml.AsSpan(at + old.Length));
    }
}
