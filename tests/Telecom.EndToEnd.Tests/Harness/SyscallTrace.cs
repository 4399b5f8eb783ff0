using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>A traced call of one process.</summary>
/// <param name="Name">"fdatasync", "write", …</param>
/// <param name="File">Path or socket of its first argument.</param>
/// <param name="Data">What was written or sent; only as much as the call says that it took.</param>
/// <param name="BeganUs">When it was entered, microseconds since the Unix epoch.</param>
/// <param name="EndedUs">When it was left; equal clocks, so that calls of several processes compare.</param>
/// <param name="Result">What it returned.</param>
internal sealed record TracedCall(string Name, string File, byte[] Data, long BeganUs, long EndedUs, long Result);

/// <summary>strace, attached to a running process, and what it saw.</summary>
internal sealed partial class SyscallTrace : IAsyncDisposable
{
    private readonly string _file;
    private readonly ManagedProcess _process;

    private SyscallTrace(string file, ManagedProcess process)
    {
        _file = file;
        _process = process;
    }

    public static async Task<SyscallTrace> AttachAsync(int pid, string folder)
    {
        string file = Path.Combine(folder, $"trace-{pid}");
        ManagedProcess process = ManagedProcess.Start(
            "strace",
            "strace",
            ["-f", "-ttt", "-T", "-y", "-xx", "-s", "300000", "-e", "trace=fdatasync,fsync,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg", "-o", file, "-p", $"{pid}"],
            new Dictionary<string, string?>(),
            folder);
        await Until.Async("strace is attached", TimeSpan.FromSeconds(30), () => Task.FromResult(process.Output), o => o.Contains("attached", StringComparison.Ordinal));
        return new SyscallTrace(file, process);
    }

    /// <summary>Detaches, and reads what was traced, by the instant of entry.</summary>
    public async Task<IReadOnlyList<TracedCall>> StopAsync()
    {
        await _process.TerminateAsync(TimeSpan.FromSeconds(60));
        List<TracedCall> calls = [];
        Dictionary<string, (string Head, long BeganUs)> underWay = [];
        foreach (string line in File.ReadLines(_file))
        {
            if (Resumed().Match(line) is { Success: true } resumed && underWay.Remove(resumed.Groups["thread"].Value, out (string Head, long BeganUs) begun))
            {
                Add(calls, begun.Head, begun.BeganUs, resumed);
            }
            else if (Unfinished().Match(line) is { Success: true } unfinished)
            {
                underWay[unfinished.Groups["thread"].Value] = (unfinished.Groups["head"].Value, Microseconds(unfinished.Groups["at"].Value));
            }
            else if (Whole().Match(line) is { Success: true } whole)
            {
                Add(calls, whole.Groups["head"].Value, Microseconds(whole.Groups["at"].Value), whole);
            }
        }

        return [.. calls.OrderBy(c => c.BeganUs)];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static void Add(List<TracedCall> calls, string head, long beganUs, Match end)
    {
        long result = long.Parse(end.Groups["result"].Value, CultureInfo.InvariantCulture);
        long endedUs = beganUs + Microseconds(end.Groups["took"].Value);
        string name = head[..head.IndexOf('(', StringComparison.Ordinal)];
        string file = Argument().Match(head) is { Success: true } path ? System.Text.Encoding.UTF8.GetString(Bytes(path.Groups["path"].Value)) : "";
        byte[] data = [.. Text().Matches(head).SelectMany(m => Bytes(m.Groups["text"].Value))];
        calls.Add(new TracedCall(name, file, name.Contains("sync", StringComparison.Ordinal) || result < 0 ? [] : data[..(int)Math.Min(result, data.Length)], beganUs, endedUs, result));
    }

    private static long Microseconds(string seconds) => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1_000_000);

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^(?<thread>\d+) +(?<at>[\d.]+) <\.\.\. \w+ resumed>.*\) += (?<result>-?\d+).* <(?<took>[\d.]+)>$")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<at>[\d.]+) (?<head>\w+\(.*) <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<at>[\d.]+) (?<head>\w+\(.*)\) += (?<result>-?\d+).* <(?<took>[\d.]+)>$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\w+\(\d+<(?<path>(\\x[0-9a-f]{2})*)>")]
    private static partial Regex Argument();

    [GeneratedRegex("\"(?<text>(\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Text();
}
