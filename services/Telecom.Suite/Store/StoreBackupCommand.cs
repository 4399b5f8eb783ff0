using System.CommandLine;
using Telecom.Storage.Copy;
using Telecom.Storage.Sqlite.Copy;

namespace Telecom.Suite.Store;

/// <summary>
/// "telecom store backup": copies the files of the embedded engine while services run. Exit code 0 when the backup is whole and was checked,
/// 1 when the check of it found something, 2 when it cannot be made.
/// </summary>
internal static class StoreBackupCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Option<string> data = StoreCommand.DataOption();
        Option<string> to = new("--to") { Description = "Folder of the backup; made when it is missing, else it must be empty.", Required = true };
        Command command = new("backup", "Backs up the files of the embedded engine; services may run meanwhile.") { data, to };
        command.SetAction((parsed, cancellationToken) => StoreRun.RunAsync(
            async () =>
            {
                StoreBackupReport report;
                using (StoreProgressLines progress = new(TimeProvider.System))
                {
                    report = await SqliteStoreBackup.RunAsync(parsed.GetValue(data)!, parsed.GetValue(to)!, progress, cancellationToken);
                }

                StoreRun.Print(report.Check);
                Console.WriteLine(report.Check.IsSound
                    ? FormattableString.Invariant($"{report.Files.Count} files, {StoreRun.Size(report.Files.Sum(file => file.Bytes))}, in {Path.GetFullPath(parsed.GetValue(to)!)}; sums in {SqliteStoreBackup.SumsFile}")
                    : "the backup is not sound; make it again, and check the data folder itself");
                return report.Check.IsSound ? StoreRun.Good : StoreRun.Wrong;
            },
            "stopped; the backup is not whole",
            cancellationToken));
        return command;
    }
}
