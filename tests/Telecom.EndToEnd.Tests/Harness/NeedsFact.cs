using System.Diagnostics;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>A test that is skipped, by name and with the reason, where the machine lacks what it needs.</summary>
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(Need need) => Skip = need switch
    {
        Need.NetworkNamespaces => NetworkNamespaces.Value,
        Need.Node => Node.Value,
        Need.Redis => Redis.Value,
        Need.Strace => Strace.Value,
        Need.StraceAndRedis => Strace.Value ?? Redis.Value,
        Need.Python => Python.Value,
        Need.Buf => Buf.Value,
        Need.ShapedNamespaces => NetworkNamespaces.Value ?? Shaping.Value,
        _ => null,
    };

    public enum Need
    {
        NetworkNamespaces,
        Node,
        Redis,
        Strace,
        StraceAndRedis,
        Python,
        Buf,
        ShapedNamespaces,
    }

    private static readonly Lazy<string?> NetworkNamespaces = new(() =>
    {
        string name = $"telecom-try-{Environment.ProcessId}";
        if (!Succeeds("ip", "netns", "add", name))
        {
            return "network namespaces cannot be made here (root and iproute2 are needed); the loopback variant runs instead";
        }

        bool veth = Succeeds("ip", "-n", name, "link", "add", "try0", "type", "veth", "peer", "name", "try1");
        bool nft = Succeeds("ip", "netns", "exec", name, "nft", "add table inet t; add chain inet t c { type filter hook input priority 0 ; }; add rule inet t c numgen random mod 100 < 10 counter drop");
        Succeeds("ip", "netns", "del", name);
        return !veth ? "pairs of virtual interfaces cannot be made here; the loopback variant runs instead"
            : !nft ? "nftables with numgen does not work here; the loopback variant runs instead"
            : null;
    });

    private static readonly Lazy<string?> Node = new(() =>
        !Succeeds("node", "--version") ? "node is not installed"
        : !Directory.Exists(Path.Combine(Paths.Root, "node_modules", "@grpc", "grpc-js")) ? "npm ci has not run"
        : null);

    private static readonly Lazy<string?> Redis = new(() => Succeeds("redis-server", "--version") ? null : "redis-server is not installed");

    private static readonly Lazy<string?> Strace = new(() =>
        Succeeds("strace", "-o", "/dev/null", "true") ? null : "strace is not installed or may not trace here");

    private static readonly Lazy<string?> Python = new(() =>
        Succeeds("/usr/bin/python3", "-c", "import grpc, google.protobuf") ? null : "python3-grpcio and python3-protobuf are not installed");

    private static readonly Lazy<string?> Buf = new(() =>
        File.Exists(Path.Combine(Paths.Root, "node_modules", ".bin", "buf")) ? null : "npm ci has not run, buf is missing");

    private static readonly Lazy<string?> Shaping = new(() =>
    {
        string name = $"telecom-tc-{Environment.ProcessId}";
        Succeeds("ip", "netns", "add", name);
        bool shaped = Succeeds("ip", "netns", "exec", name, "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "2mbit", "burst", "16kb", "latency", "200ms");
        Succeeds("ip", "netns", "del", name);
        return shaped ? null : "traffic cannot be shaped here (tc with tbf)";
    });

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
