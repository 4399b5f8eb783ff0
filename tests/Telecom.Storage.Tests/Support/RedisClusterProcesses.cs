using System.Globalization;

namespace Telecom.Storage.Tests.Support;

/// <summary>A Redis Cluster of this test's own: three masters with one replica each, made by its commands, six processes on loopback.</summary>
public sealed class RedisClusterProcesses : IAsyncDisposable
{
    private const int Masters = 3;
    private const int Slots = 16_384;

    private readonly List<RedisServerProcess> _nodes = [];

    private RedisClusterProcesses()
    {
    }

    /// <summary>The nodes; the first three began as masters, each of the others as the replica of the one three before it.</summary>
    public IReadOnlyList<RedisServerProcess> Nodes => _nodes;

    public IEnumerable<string> Endpoints => _nodes.Select(node => node.Endpoint);

    /// <summary>Starts the nodes, and waits until all of them see a whole cluster with its replicas in step.</summary>
    public static async Task<RedisClusterProcesses> StartAsync(params string[] settings)
    {
        RedisClusterProcesses cluster = new();
        try
        {
            for (int i = 0; i < 2 * Masters; i++)
            {
                cluster._nodes.Add(await RedisServerProcess.StartAsync(
                    [
                        "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "1500",
                        "--cluster-port", RedisServerProcess.FreePort().ToString(CultureInfo.InvariantCulture),
                        "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1", .. settings,
                    ]));
            }

            await cluster.JoinAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node that serves a slot now, as a living node sees it.</summary>
    public RedisServerProcess MasterOf(int slot)
    {
        object?[] ranges = (object?[])Living().First().Say("CLUSTER", "SLOTS")!;
        foreach (object?[] range in ranges.Cast<object?[]>())
        {
            if ((long)range[0]! <= slot && slot <= (long)range[1]!)
            {
                int port = (int)(long)((object?[])range[2]!)[1]!;
                return _nodes.First(node => node.Port == port);
            }
        }

        throw new InvalidOperationException($"No node serves slot {slot}.");
    }

    /// <summary>The slot of a key.</summary>
    public int SlotOf(string key) => (int)(long)Living().First().Say("CLUSTER", "KEYSLOT", key)!;

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServerProcess node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>Nodes that answer.</summary>
    public IEnumerable<RedisServerProcess> Living() => _nodes.Where(node =>
    {
        try
        {
            return node.Say("PING") is "PONG";
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            return false;
        }
    });

    private async Task JoinAsync()
    {
        for (int i = 0; i < Masters; i++)
        {
            _nodes[i].Say("CLUSTER", "ADDSLOTSRANGE", Slots * i / Masters, (Slots * (i + 1) / Masters) - 1);
            _nodes[i].Say("CLUSTER", "SET-CONFIG-EPOCH", i + 1);
        }

        foreach (RedisServerProcess node in _nodes.Skip(1))
        {
            object bus = node.Say("CONFIG", "GET", "cluster-port") is object?[] { Length: 2 } setting ? setting[1]! : throw new InvalidOperationException();
            _nodes[0].Say("CLUSTER", "MEET", "127.0.0.1", node.Port, bus);
        }

        await Eventually.TrueAsync(() => _nodes.TrueForAll(node => Info(node, "CLUSTER", "INFO").Contains("cluster_known_nodes:6", StringComparison.Ordinal)), "all nodes know each other");
        for (int i = 0; i < Masters; i++)
        {
            string master = (string)_nodes[i].Say("CLUSTER", "MYID")!;
            RedisServerProcess replica = _nodes[i + Masters];
            await Eventually.TrueAsync(() => Replicate(replica, master), "the replica knows its master");
        }

        await Eventually.TrueAsync(() => _nodes.TrueForAll(IsWhole), "the cluster is whole");
    }

    private static bool Replicate(RedisServerProcess replica, string master)
    {
        try
        {
            return replica.Say("CLUSTER", "REPLICATE", master) is "OK";
        }
        catch (InvalidOperationException e) when (e.Message.Contains("Unknown node", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
    }

    private static bool IsWhole(RedisServerProcess node)
    {
        string replication = Info(node, "INFO", "replication");
        return Info(node, "CLUSTER", "INFO").Contains("cluster_state:ok", StringComparison.Ordinal)
            && (replication.Contains("master_link_status:up", StringComparison.Ordinal)
                || replication.Contains("slave0:", StringComparison.Ordinal));
    }

    private static string Info(RedisServerProcess node, params object[] words) => (string)node.Say(words)!;
}
