using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Telecom.Storage.Redis.Client;

/// <summary>
/// Waits until replicas have what was written (WAIT). The command counts the writes of its own connection, so a connection that was made
/// anew between a write and its WAIT would answer for nothing: each write asks for the connection's id in the same transaction, and the
/// id, the node and the number of lost connections must be the same after the WAIT (a restarted server gives out the same ids again). All
/// writes that were answered while a WAIT was under way share the next one.
/// </summary>
internal sealed class ReplicaAcks(RedisLink link)
{
    private const int MostTimeouts = 256;
    private const int TimeoutsAtOnce = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<EndPoint, Queue> _queues = [];

    /// <summary>True when the options ask for replicas.</summary>
    public bool Needed => link.Options.ReplicaAcknowledgements > 0;

    /// <summary>Runs a script and waits for the replicas.</summary>
    /// <exception cref="RedisCallException">The replicas did not say that they have it; the script may have been carried out.</exception>
    public async Task<RedisResult> RunAsync(IDatabase database, RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        int losses = link.Losses;
        Task<EndPoint> node = link.NodeOfAsync(keys[0]);
        ITransaction transaction = database.CreateTransaction();
        Task<RedisResult> answer = script.RunCachedAsync(transaction, keys, arguments);
        Task<RedisResult> connection = transaction.ExecuteAsync("CLIENT", ["ID"], CommandFlags.DemandMaster);
        await transaction.ExecuteAsync(CommandFlags.DemandMaster);
        RedisResult result;
        try
        {
            result = await answer;
        }
        catch (RedisServerException e) when (RedisScript.IsLost(e))
        {
            // Sent as text, which fills the cache, and then once more with its connection's id: it finds what it stored as duplicates.
            await script.RunAsync(database, keys, arguments);
            throw new RedisCallException(RedisFailure.Transient, "The server's script cache was empty.", e);
        }

        await WaitAsync(database, keys[0], new Written((long)await connection, await node, losses));
        return result;
    }

    private Task WaitAsync(IDatabase database, RedisKey key, Written written)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(written.Node, out Queue? queue))
            {
                _queues.Add(written.Node, queue = new Queue(this));
            }

            return queue.AddAsync(database, key, written);
        }
    }

    /// <summary>Where and when something was written.</summary>
    private readonly record struct Written(long Connection, EndPoint Node, int Losses);

    private sealed class Queue(ReplicaAcks owner)
    {
        private readonly Lock _lock = new();
        private List<(Written Written, TaskCompletionSource Done)> _next = [];
        private RedisKey _key;
        private RedisKey? _timeout;
        private bool _running;

        public Task AddAsync(IDatabase database, RedisKey key, Written written)
        {
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _next.Add((written, done));

                // The newest one's: an older one's slot may have moved to another node.
                _key = key;
                if (!_running)
                {
                    _running = true;
                    _ = Task.Run(() => RunAsync(database));
                }
            }

            return done.Task;
        }

        private async Task RunAsync(IDatabase database)
        {
            while (true)
            {
                List<(Written Written, TaskCompletionSource Done)> waiting;
                RedisKey key;
                lock (_lock)
                {
                    if (_next.Count == 0)
                    {
                        _running = false;
                        return;
                    }

                    (waiting, _next, key) = (_next, [], _key);
                }

                try
                {
                    _timeout ??= await owner.TimeoutAsync(key);
                    (long replicas, Written now) = await owner.AskAsync(database, key, _timeout.Value);
                    foreach ((Written own, TaskCompletionSource done) in waiting)
                    {
                        if (own == now && replicas >= owner.Needs)
                        {
                            done.TrySetResult();
                        }
                        else
                        {
                            done.TrySetException(new RedisCallException(
                                RedisFailure.InDoubt,
                                own != now ? "The connection to Redis was made anew before its replicas answered."
                                : string.Create(CultureInfo.InvariantCulture, $"{replicas} of {owner.Needs} replicas of Redis have it."),
                                null));
                        }
                    }
                }
                catch (Exception e)
                {
                    _timeout = null;
                    waiting.ForEach(one => one.Done.TrySetException(e));
                }
            }
        }
    }

    private int Needs => link.Options.ReplicaAcknowledgements;

    private async Task<(long Replicas, Written Now)> AskAsync(IDatabase database, RedisKey key, RedisKey timeout)
    {
        // The node of the WAIT is asked for before it, so that the driver knows a slot that moved, and again after it; the rest is sent at once.
        EndPoint before = await link.NodeOfAsync(timeout).WaitAsync(link.Options.CallDeadline);
        Task<RedisResult> wait = database.ExecuteAsync("WAIT", [Needs, timeout], CommandFlags.DemandMaster);
        Task<EndPoint> after = link.NodeOfAsync(timeout);
        Task<EndPoint> node = link.NodeOfAsync(key);
        ITransaction transaction = database.CreateTransaction();
        Task<bool> exists = transaction.KeyExistsAsync(key, CommandFlags.DemandMaster);
        Task<RedisResult> connection = transaction.ExecuteAsync("CLIENT", ["ID"], CommandFlags.DemandMaster);
        Task<bool> sent = transaction.ExecuteAsync(CommandFlags.DemandMaster);
        await Task.WhenAll(wait, after, node, exists, connection, sent).WaitAsync(link.Options.ReplicaTimeout + link.Options.CallDeadline);
        if (!before.Equals(await node) || !(await after).Equals(await node))
        {
            throw new RedisCallException(RedisFailure.InDoubt, "Slots of Redis moved before its replicas answered.", null);
        }

        return ((long)await wait, new Written((long)await connection, await node, link.Losses));
    }

    // The driver chooses the node of a command by its keys, and WAIT has none: among timeouts about as long there is one that, read as
    // a key, belongs to the node.
    private async Task<RedisKey> TimeoutAsync(RedisKey key)
    {
        long timeout = (long)link.Options.ReplicaTimeout.TotalMilliseconds;
        EndPoint node = await link.NodeOfAsync(key).WaitAsync(link.Options.CallDeadline);
        for (int i = 0; i < MostTimeouts; i += TimeoutsAtOnce)
        {
            RedisKey[] named = [.. Enumerable.Range(i, TimeoutsAtOnce).Select(more => (RedisKey)(timeout + more).ToString(CultureInfo.InvariantCulture))];
            EndPoint[] nodes = await Task.WhenAll(named.Select(link.NodeOfAsync)).WaitAsync(link.Options.CallDeadline);
            int found = Array.FindIndex(nodes, node.Equals);
            if (found >= 0)
            {
                return named[found];
            }
        }

        throw new RedisCallException(RedisFailure.Transient, $"The node {node} serves almost no slots; its replicas cannot be asked.", null);
    }
}
