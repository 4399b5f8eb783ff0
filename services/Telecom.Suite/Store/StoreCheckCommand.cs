using System.CommandLine;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Copy;

namespace Telecom.Suite.Store;

/// <summary>"telecom store check": whether the files of the embedded engine are sound. Exit code 0 when they are, 1 when not, 2 when it cannot be done.</summary>
internal static class StoreCheckCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Option<string> data = StoreCommand.DataOption();
        Command command = new("check", "Checks the files of the embedded engine; services may run meanwhile.") { data };
        command.SetAction((parsed, cancellationToken) => StoreRun.RunAsync(
            async () =>
            {
                StoreCheckReport report;
                using (StoreProgressLines progress = new(TimeProvider.System))
                {
                    report = await SqliteStoreCheck.RunAsync(parsed.GetValue(data)!, progress, cancellationToken);
                }

                StoreRun.Print(report);
                Console.WriteLine(report.IsSound ? FormattableString.Invariant($"all {report.Files.Count} files are sound") : "not sound");
                return report.IsSound ? StoreRun.Good : StoreRun.Wrong;
            },
            "stopped",
            cancellationToken));
        return command;
    }
}
