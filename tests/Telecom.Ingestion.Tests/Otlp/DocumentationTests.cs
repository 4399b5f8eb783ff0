using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>The mappings that docs/otlp.md shows are read by the door as they stand there.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_mapping_in_the_documentation_is_valid()
    {
        string text = File.ReadAllText(Path.Combine(Root(), "docs", "otlp.md"));
        string[] mappings = [.. text.Split("```yaml\n").Skip(1).Select(b => b.Split("```")[0]).Where(b => b.StartsWith("# telecom mapping", StringComparison.Ordinal))];
        Assert.True(mappings.Length >= 2, $"{mappings.Length} mappings");
        Assert.All(mappings, mapping =>
        {
            List<string> errors = [];
            MappingDocument document = MappingFile.Parse(mapping, "docs/otlp.md", errors);
            MappingTable table = MappingTable.Build(errors, ("docs/otlp.md", document));
            Assert.Empty(errors);
            Assert.True(document.Mappings.Count > 0 && table.Count > 0);
        });
    }

    [Fact]
    public void Every_preset_and_every_role_is_named_in_the_documentation()
    {
        string text = File.ReadAllText(Path.Combine(Root(), "docs", "otlp.md"));
        Assert.All(OtlpPresets.Names, preset => Assert.Contains($"`{preset}`", text, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<OtlpRole>(), role => Assert.Contains(role == "LossRatio" ? "loss-ratio" : role.ToLowerInvariant(), text, StringComparison.Ordinal));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(Environment.GetEnvironmentVariable("TELECOM_ROOT") ?? AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Telecom.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("no Telecom.sln above; set TELECOM_ROOT");
    }
}
