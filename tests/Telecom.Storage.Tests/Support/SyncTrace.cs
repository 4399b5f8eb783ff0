using System.Text.RegularExpressions;

namespace Telecom.Storage.Tests.Support;

/// <summary>What a traced crash writer did, in the order in which the kernel saw it.</summary>
public enum SyncStep
{
    /// <summary>A write-ahead log was synced.</summary>
    WalSynced,

    /// <summary>A database file was synced, as a checkpoint does at its end.</summary>
    FileSynced,

    /// <summary>A sync of a write-ahead log failed.</summary>
    WalFailed,

    /// <summary>A batch was acknowledged as appended.</summary>
    Appended,

    /// <summary>A batch was acknowledged as there already.</summary>
    Duplicate,
}

/// <summary>Runs the crash writer under strace.</summary>
public static partial class SyncTrace
{
    /// <summary>One lane, one batch at a time.</summary>
    /// <param name="folder">For the log and the trace.</param>
    /// <param name="batches">Batches sent, repeated ones too.</param>
    /// <param name="inject">Faults for strace to inject, in its own words; null for none.</param>
    public static List<(SyncStep Step, string Line)> Run(TempFolder folder, int batches, string? inject)
    {
        string trace = folder.File("trace");
        (string program, string[] arguments) = CrashWriterProgram.Command(folder.File("log"), seed: 1, lanes: 1, inFlight: 1, batchesADay: 25, batches);
        string[] faults = inject is null ? [] : ["-e", $"inject={inject}"];
        (int exitCode, string output) = Tool.Run(
            "strace", ["-f", "-y", "-e", "trace=fdatasync,fsync,write", .. faults, "-o", trace, program, .. arguments]);
        Assert.True(exitCode == 0, output);
        return [.. Read(trace)];
    }

    private static IEnumerable<(SyncStep Step, string Line)> Read(string trace)
    {
        // A call that other threads interrupt is two lines; the path is in the first, the result in the second.
        Dictionary<string, string> underWay = [];
        foreach (string line in File.ReadLines(trace))
        {
            string thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (Begun().Match(line) is { Success: true } begun)
            {
                underWay[thread] = begun.Groups["file"].Value;
            }

            if (Ended().Match(line) is { Success: true } ended && underWay.Remove(thread, out string? file))
            {
                bool succeeded = ended.Groups["result"].Value == "0";
                if (file.EndsWith(".db-wal", StringComparison.Ordinal))
                {
                    yield return (succeeded ? SyncStep.WalSynced : SyncStep.WalFailed, line);
                }
                else if (succeeded && file.EndsWith(".db", StringComparison.Ordinal))
                {
                    yield return (SyncStep.FileSynced, line);
                }
            }
            else if (Acknowledged().Match(line) is { Success: true } acknowledged)
            {
                yield return (acknowledged.Groups["outcome"].Value == "Appended" ? SyncStep.Appended : SyncStep.Duplicate, line);
            }
        }
    }

    [GeneratedRegex(@"^\d+ +f(data)?sync\(\d+<(?<file>[^>]*)>")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^\d+ +(<\.\.\. )?f(data)?sync.*\) += (?<result>-?\d+)")]
    private static partial Regex Ended();

    [GeneratedRegex(@"write\(.*""A 0 \d+ (?<outcome>Appended|Duplicate)")]
    private static partial Regex Acknowledged();
}
