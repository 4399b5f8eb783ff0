using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// A network namespace joined to this one by a pair of virtual interfaces, with addresses of RFC 2544's benchmarking range. Packets to
/// the far side's reflector are dropped by nftables with a probability, and counted. Everything goes away with it.
/// </summary>
internal sealed partial class NamespacePair : IAsyncDisposable
{
    /// <summary>The xunit collection of tests that use pairs: there is one name and one address a process.</summary>
    public const string Collection = "network namespaces";

    public const int ReflectorPort = 8620;
    public const string NearAddress = "198.18.77.1";
    public const string FarAddress = "198.18.77.2";
    private readonly string _name = $"tel{Environment.ProcessId % 100_000}";

    private NamespacePair()
    {
    }

    private string Near => _name + "a";

    private string Far => _name + "b";

    public static async Task<NamespacePair> CreateAsync(int lossPercent)
    {
        var pair = new NamespacePair();
        try
        {
            await RunAsync("ip", "netns", "add", pair._name);
            await RunAsync("ip", "link", "add", pair.Near, "type", "veth", "peer", "name", pair.Far);
            await RunAsync("ip", "link", "set", pair.Far, "netns", pair._name);
            await RunAsync("ip", "addr", "add", NearAddress + "/30", "dev", pair.Near);
            await RunAsync("ip", "link", "set", pair.Near, "up");
            await pair.FarAsync("ip", "addr", "add", FarAddress + "/30", "dev", pair.Far);
            await pair.FarAsync("ip", "link", "set", pair.Far, "up");
            await pair.FarAsync("ip", "link", "set", "lo", "up");
            await pair.FarAsync("nft", "add", "table", "inet", "t");
            await pair.FarAsync("nft", "add", "chain", "inet", "t", "in", "{ type filter hook input priority 0 ; }");
            await pair.FarAsync("nft", "add", "rule", "inet", "t", "in", "udp", "dport", $"{ReflectorPort}", "counter");
            await pair.FarAsync("nft", "add", "rule", "inet", "t", "in", "udp", "dport", $"{ReflectorPort}", "numgen", "random", "mod", "100", "<", $"{lossPercent}", "counter", "drop");
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one of the project's programs on the far side.</summary>
    public ManagedProcess StartFar(string project, IEnumerable<string> arguments, string workingDirectory) => ManagedProcess.Start(
        project, "ip", ["netns", "exec", _name, "dotnet", Paths.Program(project, project), .. arguments], new Dictionary<string, string?>(), workingDirectory);

    public Task SetLinkAsync(bool up) => RunAsync("ip", "link", "set", Near, up ? "up" : "down");

    /// <summary>Drops so many percent of the TCP packets of a port, in each direction, from now on.</summary>
    public async Task DropTcpAsync(int port, int percent)
    {
        await FarAsync("nft", "add", "chain", "inet", "t", "lossy", "{ type filter hook input priority 1 ; }");
        await FarAsync("nft", "add", "rule", "inet", "t", "lossy", "tcp", "sport", $"{port}", "numgen", "random", "mod", "100", "<", $"{percent}", "counter", "drop");
        await FarAsync("nft", "add", "chain", "inet", "t", "lossyout", "{ type filter hook postrouting priority 1 ; }");
        await FarAsync("nft", "add", "rule", "inet", "t", "lossyout", "tcp", "dport", $"{port}", "numgen", "random", "mod", "100", "<", $"{percent}", "counter", "drop");
    }

    /// <summary>Ends what <see cref="DropTcpAsync"/> began.</summary>
    /// <returns>Packets that were dropped.</returns>
    public async Task<long> StopDroppingAsync()
    {
        string text = await FarAsync("nft", "list", "chain", "inet", "t", "lossy") + await FarAsync("nft", "list", "chain", "inet", "t", "lossyout");
        await FarAsync("nft", "delete", "chain", "inet", "t", "lossy");
        await FarAsync("nft", "delete", "chain", "inet", "t", "lossyout");
        return Packets().Matches(text).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Lets the far side send no more than so many kilobits a second; null for no limit.</summary>
    public Task ShapeAsync(int? kilobits) => kilobits is { } rate
        ? FarAsync("tc", "qdisc", "add", "dev", Far, "root", "tbf", "rate", $"{rate}kbit", "burst", "16kb", "latency", "200ms")
        : FarAsync("tc", "qdisc", "del", "dev", Far, "root");

    /// <summary>Packets that reached the far side's rule, and those of them that it dropped.</summary>
    public async Task<(long Arrived, long Dropped)> CountersAsync()
    {
        string text = await FarAsync("nft", "list", "chain", "inet", "t", "in");
        long[] counts = [.. Packets().Matches(text).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(2, counts.Length);
        return (counts[0], counts[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await TryAsync("ip", "link", "del", Near);
        await TryAsync("ip", "netns", "del", _name);
    }

    private Task<string> FarAsync(params string[] command) => RunAsync(["ip", "netns", "exec", _name, .. command]);

    private static async Task<string> RunAsync(params string[] command)
    {
        (int code, string output) = await TryAsync(command);
        Assert.True(code == 0, $"{string.Join(' ', command)}: {output}");
        return output;
    }

    private static async Task<(int Code, string Output)> TryAsync(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    [GeneratedRegex(@"counter packets (\d+)")]
    private static partial Regex Packets();
}
