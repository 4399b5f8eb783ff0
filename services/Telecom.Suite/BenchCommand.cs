using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Telecom.Suite;

/// <summary>
/// "telecom bench …": measures ingestion, the gateway, folding, status, case clocks, noisy neighbours and other systems. The measuring program is a process of its own beside this
/// one (load-tests/Telecom.Benchmarks), since it starts servers and counts their processor time.
/// </summary>
internal static class BenchCommand
{
    private const string Project = "Telecom.Benchmarks";

    /// <summary>Builds the command; everything after it goes to the measuring program.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Measures: bench ingest|gateway|fold|status|clocks|noisy|peers|all [--engine sqlite|redis] [--short] [--json] [--markdown FILE]; see load-tests/README.md.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.UnmatchedTokens, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string program = Path.Combine(own.Parent!.Parent!.FullName, Project, own.Name, Project + ".dll");
        if (!File.Exists(program))
        {
            await Console.Error.WriteLineAsync($"{program} is missing: benchmarks run from a checkout, after dotnet build load-tests/{Project} -c Release");
            return 2;
        }

        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false })!;
        await using CancellationTokenRegistration stop = cancellationToken.Register(() => Terminate(process));

        // Waited for even after a signal: it stops its servers first.
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>SIGTERM; the runtime itself knows only how to kill, and a killed benchmark would leave its servers behind.</summary>
    private static void Terminate(Process process)
    {
        using Process? kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill?.WaitForExit();
    }
}
