using System.Globalization;
using System.Text;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>"telecom import" as a process of its own: each row once, however often it runs and wherever it was killed.</summary>
[Collection(SharedRigCollection.Name)]
public sealed class ImportTests(RigFixture fixture) : IDisposable
{
    private const long BaseUs = 1_760_000_000_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_import_that_is_killed_and_run_again_counts_each_row_once()
    {
        const int rows = 60_000;
        Tenant tenant = await RegisterAsync("import-kill");
        string file = Write("rows.csv", Csv(rows));
        int killed = 0;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await using ManagedProcess import = Start(tenant, file);
            await Until.Async(
                "some of it is durable",
                TimeSpan.FromSeconds(60),
                async () => import.HasExited || (await CountAsync(tenant)) > attempt * 500,
                ok => ok);
            if (!import.HasExited)
            {
                killed++;
                await import.KillHardAsync();
            }
        }

        Assert.Equal(0, await RunAsync(tenant, file));
        Assert.Equal(rows, await CountAsync(tenant));
        Assert.Equal(0, await RunAsync(tenant, file));
        Assert.Equal(rows, await CountAsync(tenant));
        Assert.True(killed > 0, "no attempt was killed in the middle");
        float[] values = [.. (await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName)).SelectMany(r => r.Batch.Latency.LatencyUs)];
        Assert.Equal(Enumerable.Range(0, rows).Select(i => 1000f + (i % 5000)).Order(), values.Order());
        Proofs.Report("import-kill", $"{rows} rows of a CSV, {killed} kill -9 of the import, run to the end twice: each row once");
    }

    [Fact]
    public async Task Refused_rows_are_written_with_their_lines_and_never_stop_the_rest()
    {
        Tenant tenant = await RegisterAsync("import-bad");
        string file = Write(
            "bad.csv",
            """
            when;circuit;latency_ms;sent;lost
            2025-10-09T08:53:20Z;line;12.5;10;1
            2025-10-09T08:53:21;line;12.5;10;1
            1760000002;line;;10;11
            1760000003000;nowhere;1;1;0
            1760000004000000;"line";14;;

            1760000005;line;fast;x;0
            1760000006;line
            """);
        int code = await RunAsync(tenant, file, "--column", "time=when", "--separator", ";");
        Assert.Equal(3, code);
        string[] rejected = await File.ReadAllLinesAsync(file + ".rejected.csv");
        Assert.Equal(["line", "3", "4", "5", "8", "9"], rejected.Select(r => r.Split(',')[0]));
        Assert.Contains("ISO 8601 with an offset", rejected[1], StringComparison.Ordinal);
        Assert.Contains("no more lost than sent", rejected[2], StringComparison.Ordinal);
        Assert.Contains("the catalogue has no such circuit", rejected[3], StringComparison.Ordinal);
        Assert.Contains("latency_ms is 'fast'", rejected[4], StringComparison.Ordinal);
        Assert.Contains("sent is 'x'", rejected[4], StringComparison.Ordinal);
        Assert.Contains("2 fields; the header has 5", rejected[5], StringComparison.Ordinal);
        LogRecord record = Assert.Single(await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName));
        Assert.Equal([12_500f, 14_000f], record.Batch.Latency.LatencyUs);
        Assert.Equal((1, 10u, 1u), (record.Batch.Loss.Sent.Count, record.Batch.Loss.Sent[0], record.Batch.Loss.Lost[0]));

        // The second run counts nothing again and still knows what the service refused.
        Assert.Equal(3, await RunAsync(tenant, file, "--column", "time=when", "--separator", ";"));
        Assert.Equal(rejected, await File.ReadAllLinesAsync(file + ".rejected.csv"));
        Assert.Single(await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName));
    }

    [Fact]
    public async Task A_changed_file_is_another_import_and_says_so()
    {
        Tenant tenant = await RegisterAsync("import-changed");
        string file = Write("rows.csv", Csv(10));
        Assert.Equal(0, await RunAsync(tenant, file));
        await File.AppendAllTextAsync(file, $"{(BaseUs / 1_000_000) + 99},line,7\n");
        await using ManagedProcess import = Start(tenant, file);
        Assert.Equal(0, await import.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("this is another import", import.Output, StringComparison.Ordinal);
        Assert.Equal(21, await CountAsync(tenant));
    }

    [Fact]
    public async Task All_errors_of_options_or_header_are_told_at_once()
    {
        Tenant tenant = await RegisterAsync("import-header");
        await using ManagedProcess header = Start(tenant, Write("header.csv", "moment,latency_ms,latency_us,sent\n1,2,3,4\n"));
        Assert.Equal(2, await header.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.All(
            (string[])["no column 'time'", "no column 'circuit'", "latency_ms and latency_us are both there", "sent and lost come together"],
            error => Assert.Contains(error, header.Output, StringComparison.Ordinal));
        await using ManagedProcess options = Start(tenant, Path.Combine(_folder, "absent.csv"), "--column", "tempo=when", "--separator", "::", "--format", "xml");
        Assert.Equal(2, await options.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.All((string[])["file '", "--column 'tempo=when'", "--separator '::'", "--format 'xml'"], error => Assert.Contains(error, options.Output, StringComparison.Ordinal));
        Assert.Empty(await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName));
    }

    [Fact]
    public async Task An_exposition_is_imported_through_the_presets()
    {
        Tenant tenant = await RegisterAsync("import-prom");
        string file = Write(
            "probe.prom",
            """
            # HELP probe_success Displays whether or not the probe was a success
            # TYPE probe_success gauge
            probe_success{instance="line"} 1 1760000000000
            probe_success{instance="line"} 0 1760000060000
            # TYPE probe_icmp_duration_seconds gauge
            probe_icmp_duration_seconds{instance="line",phase="rtt"} 0.0125 1760000000000
            probe_icmp_duration_seconds{instance="line",phase="rtt"} 0 1760000060000
            probe_icmp_duration_seconds{instance="line",phase="resolve"} 0.1 1760000000000
            probe_dns_lookup_time_seconds{instance="line"} 0.1 1760000000000
            probe_success{instance="line"} 1
            something_else{instance="line"} 1 1760000000000
            probe_success{instance="li 1
            """);
        Assert.Equal(3, await RunAsync(tenant, file));
        string[] rejected = await File.ReadAllLinesAsync(file + ".rejected.csv");
        Assert.Equal(["line", "10", "11", "12"], rejected.Select(r => r.Split(',')[0]));
        LogRecord record = Assert.Single(await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName));
        Assert.Equal([12_500f], record.Batch.Latency.LatencyUs);
        Assert.Equal([(1u, 0u), (1u, 1u)], record.Batch.Loss.Sent.Zip(record.Batch.Loss.Lost));
        Assert.Equal(3, await RunAsync(tenant, file));
        Assert.Single(await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName));
    }

    private static string Csv(int rows)
    {
        StringBuilder text = new("time,circuit,latency_us\n");
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{BaseUs + (i * 1000L)},line,{1000 + (i % 5000)}\n");
        }

        return text.ToString();
    }

    private async Task<Tenant> RegisterAsync(string id) => await Tenant.RegisterAsync(fixture.Rig.Admin, id, ["line"]);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    private async Task<int> RunAsync(Tenant tenant, string file, params string[] more)
    {
        await using ManagedProcess import = Start(tenant, file, more);
        int code = await import.WaitForExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(code is 0 or 3, import.Output);
        return code;
    }

    private ManagedProcess Start(Tenant tenant, string file, params string[] more)
    {
        string key = Path.Combine(_folder, "agent.key");
        File.WriteAllText(key, tenant.AgentSecret + "\n");
        return ManagedProcess.StartProgram(
            "Telecom.Suite",
            "telecom",
            ["import", file, "--gateway", fixture.Rig.GatewayAddress, "--agent", tenant.AgentName, "--key-file", key, .. more],
            new Dictionary<string, string?>(),
            _folder);
    }

    private async Task<int> CountAsync(Tenant tenant) =>
        (await IngestionLog.ReadAsync(fixture.Rig, tenant.AgentName)).Sum(r => r.Batch.Latency?.LatencyUs.Count ?? 0);
}
