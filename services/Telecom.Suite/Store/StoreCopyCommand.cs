using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Copy;
using Telecom.Storage.Redis;

namespace Telecom.Suite.Store;

/// <summary>
/// "telecom store copy": copies everything from one engine or place to another, and compares both ends. Exit code 0 when they are equal, 1 when
/// a difference was found, 2 when it cannot be done or was interrupted; the same command then goes on.
/// </summary>
internal static class StoreCopyCommand
{
    /// <summary>Environment variable with the password of Redis: the same as the services'.</summary>
    private const string PasswordVariable = "Store__Redis__Password";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Option<string> from = new("--from") { Description = "Where from: sqlite:FOLDER or redis:HOST:PORT[,HOST:PORT…].", Required = true };
        Option<string> to = new("--to") { Description = "Where to, in the same form; empty, or the unfinished target of the same copy.", Required = true };
        Option<string> prefix = new("--redis-prefix") { Description = "What the keys begin with.", DefaultValueFactory = _ => new RedisStoreOptions().Prefix };
        Option<bool> tls = new("--redis-tls") { Description = "Speak TLS with Redis." };
        Option<int> replicas = new("--redis-replicas") { Description = "Replicas that must have what is written, 0 to 5." };
        Command command = new("copy", "Copies everything to another place or engine; the services must be stopped.") { from, to, prefix, tls, replicas };
        command.SetAction((parsed, cancellationToken) =>
        {
            RedisStoreOptions Redis() => new()
            {
                Prefix = parsed.GetValue(prefix)!,
                Tls = parsed.GetValue(tls),
                ReplicaAcknowledgements = parsed.GetValue(replicas),
                Password = Environment.GetEnvironmentVariable(PasswordVariable) ?? "",
            };
            return StoreRun.RunAsync(
                () => RunAsync(("--from", parsed.GetValue(from)!, Redis()), ("--to", parsed.GetValue(to)!, Redis()), cancellationToken),
                "stopped; the same command goes on",
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        (string Option, string Text, RedisStoreOptions Redis) from, (string Option, string Text, RedisStoreOptions Redis) to, CancellationToken cancellationToken)
    {
        StoreAddress?[] addresses = new StoreAddress?[2];
        foreach ((int index, (string option, string text, RedisStoreOptions redis)) in new[] { from, to }.Index())
        {
            if (!StoreAddress.TryParse(text, redis, out addresses[index], out string error))
            {
                Console.Error.WriteLine($"{option}: {error}");
            }
        }

        if (addresses is not [{ } source, { } target])
        {
            return StoreRun.CannotBegin;
        }

        StoreCopyReport report;
        using (StoreProgressLines progress = new(TimeProvider.System))
        {
            report = await StoreCopy.RunAsync(source, target, new StoreCopyOptions(), TimeProvider.System, NullLogger.Instance, progress, cancellationToken);
        }

        Print(report);
        Console.WriteLine(report.IsEqual
            ? $"{(report.Resumed ? "gone on with and " : "")}copied from {source} to {target}: equal"
            : $"{source} and {target} differ; nothing was put into service. Empty the target and copy again.");
        return report.IsEqual ? StoreRun.Good : StoreRun.Wrong;
    }

    // Sections of the same kind in one line; a difference always has its own.
    private static void Print(StoreCopyReport report)
    {
        foreach (IGrouping<string, StoreCopySection> kind in report.Sections.Where(static section => section.IsEqual).GroupBy(static section => Kind(section.Name)))
        {
            Console.WriteLine(FormattableString.Invariant($"equal    {kind.Key}: {kind.Sum(static section => section.Count)} items in {kind.Count()} parts")
                + (kind.Count() == 1 ? $", {kind.Single().Sha256}" : ""));
        }

        foreach (StoreCopySection section in report.Sections.Where(static section => !section.IsEqual))
        {
            Console.WriteLine(FormattableString.Invariant($"differs  {section.Name}: {section.Count} items, {section.Sha256} at the source; {section.TargetCount} items, {section.TargetSha256} at the target"));
        }
    }

    private static string Kind(string name) => name.IndexOf(" of partition", StringComparison.Ordinal) is > 0 and int end ? name[..end] : name;
}
