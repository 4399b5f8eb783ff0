using Telecom.Catalog.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests;

/// <summary>The two commands of the README, as a newcomer types them.</summary>
public sealed class AllInOneTests
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["TELECOM_NO_BUILD"] = "1",
        ["TELECOM_MEASURE_GATEWAY"] = "false",
        ["DOTNET_ENVIRONMENT"] = null,
    };

    [Fact]
    public async Task Run_once_reaches_a_verdict_of_what_it_measures_and_ends_with_nothing_lost()
    {
        string data = Directory.CreateTempSubdirectory("telecom-run-").FullName;
        try
        {
            await using ManagedProcess run = ManagedProcess.Start(
                "run.sh", "bash", [Path.Combine(Paths.Root, "run.sh"), "--once", "--data", data, "--listen", "http://127.0.0.1:0"], Environment, data);
            int code = await run.WaitForExitAsync(TimeSpan.FromMinutes(4));
            Assert.True(code == 0, run.Output);
            Assert.Contains("100.0000 of 99.9500 %", run.Output, StringComparison.Ordinal);
            Assert.Contains("everything it measured is acknowledged", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Run_once_in_the_folder_of_an_older_run_says_undetermined_and_goes_on()
    {
        string data = Directory.CreateTempSubdirectory("telecom-again-").FullName;
        try
        {
            await DeclareLongAgoAsync(data);
            await using ManagedProcess run = ManagedProcess.Start(
                "run.sh", "bash", [Path.Combine(Paths.Root, "run.sh"), "--once", "--data", data, "--listen", "http://127.0.0.1:0"], Environment, data);
            int code = await run.WaitForExitAsync(TimeSpan.FromMinutes(4));
            Assert.True(code == 0, run.Output);
            Assert.Contains("everything it measured is acknowledged", run.Output, StringComparison.Ordinal);

            // More of the month is unmeasured than the plan's budget allows, except in the month's first half hour.
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            Assert.True(run.Output.Contains("undetermined", StringComparison.Ordinal) || now.Day == 1, run.Output);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Runs the suite once without measuring anything and declares the demonstration's subscription as of 40 days ago.</summary>
    private static async Task DeclareLongAgoAsync(string data)
    {
        string address = $"http://127.0.0.1:{Rig.FreePort()}";
        await using ManagedProcess up = ManagedProcess.Start(
            "telecom up", Path.Combine(Paths.Root, "telecom"), ["up", "--data", data, "--listen", address], Environment, data);
        string file = Path.Combine(data, "catalog", "admin.key");
        await Until.Async("the suite runs", TimeSpan.FromMinutes(2), () => Task.FromResult(Running(up)), o => o.Contains("admin key", StringComparison.Ordinal) && File.Exists(file));
        using var admin = new GatewayChannel(address, (await File.ReadAllTextAsync(file)).Trim());
        var catalog = new CatalogService.CatalogServiceClient(admin.Invoker);
        await catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = new Customer { Name = "customers/demo", DisplayName = "Demonstration" } });
        await catalog.CreateSubscriptionAsync(new CreateSubscriptionRequest
        {
            Subscription = new Subscription
            {
                Name = "customers/demo/subscriptions/network",
                Contract = "contracts/infopromo",
                Plan = "premium",
                StartTimeUs = TimeProvider.System.GetUtcNow().AddDays(-40).ToUnixTimeMilliseconds() * 1_000,
            },
        });
        Assert.Equal(0, await up.TerminateAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Up_serves_status_to_the_command_line_until_it_is_told_to_stop()
    {
        string data = Directory.CreateTempSubdirectory("telecom-up-").FullName;
        string address = $"http://127.0.0.1:{Rig.FreePort()}";
        try
        {
            await using ManagedProcess up = ManagedProcess.Start(
                "run.sh", "bash", [Path.Combine(Paths.Root, "run.sh"), "--data", data, "--listen", address], Environment, data);
            await Until.Async("the suite runs", TimeSpan.FromMinutes(4), () => Task.FromResult(Running(up)), o => o.Contains("Ctrl-C stops it", StringComparison.Ordinal));

            string key = Path.Combine(data, "demo", "viewer.key");
            await using ManagedProcess status = ManagedProcess.Start(
                "telecom status", Path.Combine(Paths.Root, "telecom"), ["status", "--gateway", address, "--key-file", key], Environment, data);
            Assert.Equal(0, await status.WaitForExitAsync(TimeSpan.FromMinutes(1)));
            Assert.Contains("loopback", status.Output, StringComparison.Ordinal);
            Assert.Contains("99.9500 %", status.Output, StringComparison.Ordinal);

            await using ManagedProcess json = ManagedProcess.Start(
                "telecom status --json", Path.Combine(Paths.Root, "telecom"), ["status", "--json", "--gateway", address, "--key-file", key], Environment, data);
            Assert.Equal(0, await json.WaitForExitAsync(TimeSpan.FromMinutes(1)));
            using var parsed = System.Text.Json.JsonDocument.Parse(json.Output);
            Assert.Equal("customers/demo/circuits/loopback", parsed.RootElement[0].GetProperty("circuit").GetString());

            Assert.Equal(0, await up.TerminateAsync(TimeSpan.FromMinutes(2)));
            Assert.Contains("everything it measured is acknowledged", up.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_signal_before_the_first_verdict_stops_it_with_nothing_lost()
    {
        string data = Directory.CreateTempSubdirectory("telecom-signal-").FullName;
        try
        {
            await using ManagedProcess up = ManagedProcess.Start(
                "run.sh", "bash", [Path.Combine(Paths.Root, "run.sh"), "--data", data, "--listen", "http://127.0.0.1:0"], Environment, data);
            await Until.Async("it waits", TimeSpan.FromMinutes(2), () => Task.FromResult(Running(up)), o => o.Contains("waiting for the first verdict", StringComparison.Ordinal));
            Assert.Equal(0, await up.TerminateAsync(TimeSpan.FromMinutes(2)));
            Assert.Contains("everything it measured is acknowledged", up.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Wrong_arguments_are_named_with_what_is_allowed()
    {
        await using ManagedProcess up = ManagedProcess.Start(
            "telecom up", Path.Combine(Paths.Root, "telecom"), ["up", "--once", "--first-verdict-seconds", "1"], Environment, Path.GetTempPath());
        Assert.NotEqual(0, await up.WaitForExitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("--once: needs --demo", up.Output, StringComparison.Ordinal);
        Assert.Contains("--first-verdict-seconds 1: must be 10 to 3600", up.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./run.sh")]
    [InlineData("./test.sh")]
    [InlineData("./telecom status")]
    [InlineData("./telecom status --json")]
    public void The_README_names_the_commands_that_the_tests_run(string command) =>
        Assert.Contains(command, File.ReadAllText(Path.Combine(Paths.Root, "README.md")), StringComparison.Ordinal);

    private static string Running(ManagedProcess process)
    {
        Assert.False(process.HasExited, process.Output);
        return process.Output;
    }
}
