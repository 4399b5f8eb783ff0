using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Telecom.Storage.Log;

namespace Telecom.Storage.Redis.Client;

/// <summary>Looks at every node's settings: nothing may be evicted, and how often the append-only file is synced is what an append promises.</summary>
internal static partial class RedisPolicy
{
    /// <summary>What a completed append promises, by the weakest node and the options.</summary>
    /// <exception cref="StoreFileException">A node may evict keys, or does not show its settings and the options do not state them.</exception>
    /// <exception cref="StoreUnavailableException">No node can be asked now.</exception>
    public static async Task<LogDurability> CheckAsync(RedisLink link, ILogger logger, CancellationToken cancellationToken)
    {
        RedisStoreOptions options = link.Options;
        bool synced = true;
        int nodes = 0;
        foreach (IServer server in link.Servers())
        {
            string node = server.EndPoint.ToString() ?? "?";
            string policy;
            bool always;
            try
            {
                policy = await ReadAsync(link, server, "maxmemory-policy", cancellationToken);
                always = await ReadAsync(link, server, "appendonly", cancellationToken) == "yes"
                    && await ReadAsync(link, server, "appendfsync", cancellationToken) == "always";
            }
            catch (RedisCallException e) when (e.Failure == RedisFailure.Refused)
            {
                if (options.StatedDurability is { } stated)
                {
                    Log.Stated(logger, node, stated.ToString());
                    return stated;
                }

                throw new StoreFileException(
                    node,
                    StoreFileProblem.Unsafe,
                    $"Redis {node} does not show its settings ({e.Message}) Allow CONFIG GET, or state its promise in {nameof(options.StatedDurability)}.",
                    e);
            }
            catch (RedisCallException e)
            {
                throw link.Unavailable(e);
            }

            if (policy != "noeviction")
            {
                throw new StoreFileException(
                    node,
                    StoreFileProblem.Unsafe,
                    $"Redis {node} has maxmemory-policy '{policy}': it may drop acknowledged samples when memory runs short. Set it to noeviction.");
            }

            synced &= always;
            nodes++;
        }

        if (nodes == 0)
        {
            throw new StoreUnavailableException("No node of Redis can be asked for its settings now.", options.RetryDelay);
        }

        LogDurability durability = synced ? LogDurability.Fsynced
            : options.ReplicaAcknowledgements > 0 ? LogDurability.Replicated
            : LogDurability.Relaxed;
        Log.Durability(logger, string.Join(", ", options.Endpoints), nodes, durability.ToString());
        return durability;
    }

    private static async Task<string> ReadAsync(RedisLink link, IServer server, string name, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] found = await link.OnceAsync(_ => server.ConfigGetAsync(name), cancellationToken);
        return found.Length == 1 ? found[0].Value : "";
    }

    private static partial class Log
    {
        [LoggerMessage(9110, LogLevel.Information, "Redis {Endpoints}, {Nodes} nodes: an acknowledged append is {Durability}")]
        public static partial void Durability(ILogger logger, string endpoints, int nodes, string durability);

        [LoggerMessage(9111, LogLevel.Warning, "Redis {Node} does not show its settings; the configuration states that an acknowledged append is {Durability}")]
        public static partial void Stated(ILogger logger, string node, string durability);
    }
}
