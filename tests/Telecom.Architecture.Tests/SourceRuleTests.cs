using System.Text.RegularExpressions;

namespace Telecom.Architecture.Tests;

/// <summary>Rules of the sources that no analyzer checks.</summary>
public sealed partial class SourceRuleTests
{
    private static IEnumerable<string> Sources => Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.DoesNotContain(Sources.Select(f => (File: f, Lines: Repository.Read(f).Split('\n').Length - 1)), f => f.Lines > 300);

    [Fact]
    public void A_production_file_declares_one_public_type()
    {
        var offenders = Sources
            .Where(f => !f.StartsWith("tests/", StringComparison.Ordinal))
            .Select(f => (File: f, Types: TopLevelPublicType().Count(Repository.Read(f))))
            .Where(f => f.Types > 1);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Program_files_are_tables_of_contents() =>
        Assert.DoesNotContain(
            Sources.Where(f => Path.GetFileName(f) == "Program.cs").Select(f => (File: f, Lines: Repository.Read(f).Split('\n').Length)), f => f.Lines > 60);

    [Fact]
    public void Log_event_ids_are_unique_within_each_service()
    {
        var ids = Sources
            .Where(f => f.StartsWith("services/", StringComparison.Ordinal) || f.StartsWith("gateway/", StringComparison.Ordinal))
            .SelectMany(f => EventId().Matches(Repository.Read(f)).Select(m => (Project: f.Split('/')[1], Id: m.Groups[1].Value, File: f)))
            .ToList();
        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(i => (i.Project, i.Id)).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(i => i.File))}"));
    }

    [Fact]
    public void Every_log_message_states_its_event_id()
    {
        var offenders = Sources.SelectMany(f => LogMessage().Matches(Repository.Read(f)).Where(m => !EventId().IsMatch(m.Value)).Select(m => (f, m.Value)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_file_names_a_path_of_a_developers_machine()
    {
        var offenders = Repository.Files
            .Where(f => !f.EndsWith(".binpb", StringComparison.Ordinal) && !f.EndsWith(".snk", StringComparison.Ordinal))
            .Where(f => MachinePath().IsMatch(Repository.Read(f)));
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate) ", RegexOptions.Multiline)]
    private static partial Regex TopLevelPublicType();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId = )?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\[LoggerMessage\([^\]]*\]")]
    private static partial Regex LogMessage();

    [GeneratedRegex("/(home|wor[k]|Users)/[a-z]+/|C:\\\\Users")]
    private static partial Regex MachinePath();
}
