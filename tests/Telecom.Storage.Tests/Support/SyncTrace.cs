using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.Storage.Tests.Support;

/// <summary>What a traced crash writer did, in the order in which the kernel saw it.</summary>
public enum SyncStep
{
    /// <summary>Bytes were written to a file of records, or to a write-ahead log.</summary>
    Written,

    /// <summary>A sync of such a file began.</summary>
    SyncBegan,

    /// <summary>Such a file was synced.</summary>
    Synced,

    /// <summary>A sync of such a file failed.</summary>
    SyncFailed,

    /// <summary>A batch was acknowledged as appended.</summary>
    Appended,

    /// <summary>A batch was acknowledged as there already.</summary>
    Duplicate,
}

/// <summary>A step of a traced crash writer.</summary>
/// <param name="Step">What it did.</param>
/// <param name="File">The file of records; empty for an acknowledgement.</param>
/// <param name="Offset">Where it wrote; the sequence number of an acknowledgement.</param>
/// <param name="Length">How much it wrote; the lane of an acknowledgement.</param>
/// <param name="Line">The tracer's line.</param>
public sealed record TracedStep(SyncStep Step, string File, long Offset, long Length, string Line);

/// <summary>Runs the crash writer under strace.</summary>
public static partial class SyncTrace
{
    /// <summary>One lane, one batch at a time.</summary>
    /// <param name="folder">For the log and the trace.</param>
    /// <param name="batches">Batches sent, repeated ones too.</param>
    /// <param name="inject">Faults for strace to inject, in its own words; null for none.</param>
    public static List<TracedStep> Run(TempFolder folder, int batches, string? inject) =>
        Run(folder, CrashWriterProgram.Command(folder.File("log"), seed: 1, lanes: 1, inFlight: 1, batchesADay: 25, batches), inject, exit: 0);

    /// <summary>Several lanes with several batches each on one day; the writer kills itself at the end.</summary>
    public static List<TracedStep> RunAndDie(TempFolder folder, int seed, int lanes, int batches)
    {
        (string program, string[] arguments) = CrashWriterProgram.Command(folder.File("log"), seed, lanes, inFlight: 4, batchesADay: 1_000_000, batches);
        return Run(folder, (program, [.. arguments, "die"]), inject: null, exit: 137);
    }

    private static List<TracedStep> Run(TempFolder folder, (string Program, string[] Arguments) command, string? inject, int exit)
    {
        string trace = folder.File("trace");
        string[] faults = inject is null ? [] : ["-e", $"inject={inject}"];
        (int exitCode, string output) = Tool.Run(
            "strace",
            ["-f", "-y", "-s", "24", "-e", "trace=fdatasync,fsync,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,ftruncate", .. faults, "-o", trace, command.Program, .. command.Arguments]);
        Assert.True(exitCode == exit, output);
        return [.. Read(trace)];
    }

    private static IEnumerable<TracedStep> Read(string trace)
    {
        // A call that other threads interrupt is two lines: what it was asked is in the first, what came of it in the second.
        Dictionary<string, Match> underWay = [];
        foreach (string line in File.ReadLines(trace))
        {
            string thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (Acknowledged().Match(line) is { Success: true } acknowledged)
            {
                SyncStep what = acknowledged.Groups["outcome"].Value == "Appended" ? SyncStep.Appended : SyncStep.Duplicate;
                yield return new TracedStep(
                    what,
                    "",
                    long.Parse(acknowledged.Groups["sequence"].Value, CultureInfo.InvariantCulture),
                    long.Parse(acknowledged.Groups["lane"].Value, CultureInfo.InvariantCulture),
                    line);
                continue;
            }

            if (Begun().Match(line) is { Success: true } begun)
            {
                underWay[thread] = begun;
                if (begun.Groups["call"].Value.EndsWith("sync", StringComparison.Ordinal))
                {
                    yield return new TracedStep(SyncStep.SyncBegan, begun.Groups["file"].Value, 0, 0, line);
                }
            }

            if (Ended().Match(line) is { Success: true } ended && underWay.Remove(thread, out Match? call))
            {
                long result = long.Parse(ended.Groups["result"].Value, CultureInfo.InvariantCulture);
                string file = call.Groups["file"].Value;
                if (call.Groups["call"].Value.EndsWith("sync", StringComparison.Ordinal))
                {
                    yield return new TracedStep(result == 0 ? SyncStep.Synced : SyncStep.SyncFailed, file, 0, 0, line);
                }
                else if (result > 0)
                {
                    yield return new TracedStep(SyncStep.Written, file, long.Parse(call.Groups["offset"].Value, CultureInfo.InvariantCulture), result, line);
                }
            }
        }
    }

    [GeneratedRegex(@"^\d+ +(?<call>fdatasync|fsync|pwrite64|pwritev2?)\(\d+<(?<file>[^>]*\.(records|db-wal))>(.*, (?<offset>\d+)(, 0)?)?(\) +=| <unfinished|\))")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^\d+ +(<\.\.\. )?(fdatasync|fsync|pwrite64|pwritev2?).*\) += (?<result>-?\d+)")]
    private static partial Regex Ended();

    [GeneratedRegex(@"(write|writev|sendto|sendmsg)\(.*""A (?<lane>\d+) (?<sequence>\d+) (?<outcome>Appended|Duplicate)")]
    private static partial Regex Acknowledged();
}
