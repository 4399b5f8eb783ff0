using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Sla;
using Telecom.Storage.Copy;
using Telecom.Storage.Redis;
using Telecom.Suite.Store;

namespace Telecom.Suite;

/// <summary>
/// "telecom rebuild": computes the cells anew from the log and compares. Exit code 0 when what is stored is what the log has, or was made so; 1
/// when it differs; 2 when it cannot be done.
/// </summary>
internal static class RebuildCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Option<string> data = StoreCommand.DataOption();
        Option<string> redis = new("--redis") { Description = "Compare what is on Redis instead: HOST:PORT[,HOST:PORT…]; the password is read from Store__Redis__Password.", DefaultValueFactory = _ => "" };
        Option<string> prefix = new("--redis-prefix") { Description = "What the keys begin with.", DefaultValueFactory = _ => new RedisStoreOptions().Prefix };
        Option<bool> check = new("--check") { Description = "Only compare; this is also what happens without --repair." };
        Option<bool> repair = new("--repair") { Description = "Put what was computed in the place of what differs." };
        Option<double> retention = new("--minute-retention-days")
        {
            Description = "Sla:Fold:MinuteRetention that the cells were folded with, in days.",
            DefaultValueFactory = _ => new RebuildOptions().MinuteRetention.TotalDays,
        };
        Option<string> work = new("--work") { Description = "Folder for the computed cells while it runs; default: the system's temporary folder.", DefaultValueFactory = _ => "" };
        Command command = new("rebuild", "Computes the cells anew from the log and compares; the services must be stopped.") { data, redis, prefix, check, repair, retention, work };
        command.Validators.Add(result =>
        {
            if (result.GetValue(check) && result.GetValue(repair))
            {
                result.AddError("--repair: not together with --check");
            }

            if (result.GetResult(retention) is { Implicit: false } given && given.GetValueOrDefault<double>() is double days and not (>= 1 / 24.0 and <= 400))
            {
                result.AddError(FormattableString.Invariant($"--minute-retention-days {days}: must be from 0.0417 (1 hour) to 400"));
            }
        });
        command.SetAction((parsed, cancellationToken) => StoreRun.RunAsync(
            async () =>
            {
                RedisStoreOptions settings = new()
                {
                    Prefix = parsed.GetValue(prefix)!,
                    Password = Environment.GetEnvironmentVariable("Store__Redis__Password") ?? "",
                };
                string place = parsed.GetValue(redis)!.Length > 0 ? $"redis:{parsed.GetValue(redis)}" : $"sqlite:{parsed.GetValue(data)}";
                if (!StoreAddress.TryParse(place, settings, out StoreAddress? address, out string error))
                {
                    Console.Error.WriteLine(error);
                    return StoreRun.CannotBegin;
                }

                RebuildOptions options = new()
                {
                    Repair = parsed.GetValue(repair),
                    MinuteRetention = TimeSpan.FromDays(parsed.GetValue(retention)),
                    WorkFolder = parsed.GetValue(work)!,
                };
                RebuildReport report;
                using (StoreProgressLines progress = new(TimeProvider.System))
                {
                    report = await CellRebuild.RunAsync(address!, options, TimeProvider.System, NullLogger.Instance, progress, cancellationToken);
                }

                Print(report);
                return report.Differences == report.Repaired ? StoreRun.Good : StoreRun.Wrong;
            },
            "stopped",
            cancellationToken));
        return command;
    }

    private static void Print(RebuildReport report)
    {
        foreach (RebuildDifference one in report.Listed)
        {
            string minute = one.Minute == 0 ? "" : FormattableString.Invariant($" {DateTimeOffset.UnixEpoch.AddMinutes(one.Minute):yyyy-MM-ddTHH:mmZ}");
            Console.WriteLine($"{(one.Repaired ? "repaired" : "differs ")} partition {one.Partition} {one.Circuit} {one.Who}{minute}: {one.What}");
        }

        if (report.Differences > report.Listed.Count)
        {
            Console.WriteLine(FormattableString.Invariant($"… and {report.Differences - report.Listed.Count} more"));
        }

        if (report.Horizons.Count > 0)
        {
            long[] from = [.. report.Horizons.Values.OfType<long>()];
            Console.WriteLine(from.Length == 0
                ? FormattableString.Invariant($"the log of {report.Horizons.Count} partitions was trimmed whole: nothing of them could be compared")
                : FormattableString.Invariant($"the log of {report.Horizons.Count} partitions was trimmed: they were compared from {DateTimeOffset.UnixEpoch.AddMinutes(from.Min()):yyyy-MM-ddTHH:mmZ} at the earliest, without totals"));
        }

        Console.WriteLine(FormattableString.Invariant($"{report.Records} records folded, {report.Cells} minute cells and {report.Rollups} hours and days compared: ")
            + (report.Differences == 0 ? "equal" : FormattableString.Invariant($"{report.Differences} differences, {report.Repaired} repaired")));
    }
}
