using System.Text.Json;
using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

/// <summary>"telecom bench": that it measures, reconciles, says where and how, and leaves nothing behind. Not how fast anything is.</summary>
public sealed class BenchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string[] Short = ["ingest", "--engine", "sqlite", "--only", "sink", "--short"];

    [Fact]
    public async Task A_short_run_compares_with_the_bare_sink_and_says_where_it_ran()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("telecom-bench-test-");
        try
        {
            string markdown = Path.Combine(folder.FullName, "figures.md");
            await using ManagedProcess bench = Start([.. Short, "--json", "--seed", "7", "--markdown", markdown, "--folder", folder.FullName]);
            int code = await bench.WaitForExitAsync(Limit);
            Assert.True(code == 0, bench.Output);
            using JsonDocument json = JsonDocument.Parse(bench.Output[bench.Output.IndexOf("\n{", StringComparison.Ordinal)..]);
            JsonElement report = json.RootElement;
            Assert.Equal(7, report.GetProperty("seed").GetInt32());
            Assert.True(report.GetProperty("short").GetBoolean());
            Assert.Equal(Environment.ProcessorCount, report.GetProperty("machine").GetProperty("cores").GetInt32());
            Assert.Equal(0, report.GetProperty("failures").GetArrayLength());

            JsonElement[] figures = [.. report.GetProperty("figures").EnumerateArray()];
            foreach (int circuits in (int[])[1, 50, 500])
            {
                JsonElement share = Assert.Single(figures, f => f.GetProperty("name").GetString() == $"ingestion on sqlite, {circuits} circuits a batch: share of the sink");
                Assert.Equal(0.5, share.GetProperty("goal").GetDouble());
                Assert.True(share.GetProperty("value").GetDouble() > 0);
                Assert.Equal(share.GetProperty("value").GetDouble() >= 0.5, share.GetProperty("met").GetBoolean());
            }

            Assert.Contains("| bare sink, 50 circuits a batch |", await File.ReadAllTextAsync(markdown), StringComparison.Ordinal);
            Assert.Equal([markdown], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_stopped_run_stops_its_servers_and_removes_its_folder()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("telecom-bench-test-");
        try
        {
            await using ManagedProcess bench = Start([.. Short, "--folder", folder.FullName]);
            await Until.Async("the servers run", Limit, () => Task.FromResult(bench.Output), o => o.Contains("warming ingestion", StringComparison.Ordinal));
            Assert.NotEmpty(ServersOf(folder.FullName));
            Assert.Equal(1, await bench.TerminateAsync(Limit));
            Assert.Empty(ServersOf(folder.FullName));
            Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Bad_arguments_are_refused_together()
    {
        await using ManagedProcess bench = Start(["everything", "--engine", "oracle", "--seed", "many", "--folder", "/nowhere", "--colour", "red"]);
        Assert.Equal(2, await bench.WaitForExitAsync(Limit));
        string[] lines = bench.Output.Split('\n');
        Assert.Collection(
            lines,
            l => Assert.Equal("'everything': must be one of ingest, gateway, fold, status, clocks, noisy, peers, all", l),
            l => Assert.Equal("--engine 'oracle': must be sqlite or redis", l),
            l => Assert.Equal("--seed 'many': must be a whole number from 0 to 2147483647", l),
            l => Assert.Equal("--folder '/nowhere': must be a folder that exists", l),
            l => Assert.StartsWith("--colour: unknown; allowed: --engine", l, StringComparison.Ordinal));
    }

    private static ManagedProcess Start(string[] arguments) => ManagedProcess.StartProgram(
        "Telecom.Suite",
        "telecom",
        ["bench", .. arguments],
        new Dictionary<string, string?> { ["TELECOM_ROOT"] = Paths.Root },
        Path.GetTempPath());

    /// <summary>Processes whose data lies in the folder, by their environment.</summary>
    private static string[] ServersOf(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0]) && EnvironmentOf(p).Contains($"TELECOM_Data__Directory={folder}", StringComparison.Ordinal))];

    private static string EnvironmentOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else.
            return "";
        }
    }
}
