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
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <summary>True when the options ask for replicas.</summary>
    public bool Needed => link.Options.ReplicaAcknowledgements > 0;

    /// <summary>Runs a script and waits for the replicas.</summary>
    /// <exception cref="RedisCallException">The replicas did not say that they have it; the script may have been carried out.</exception>
    public async Task<RedisResult> RunAsync(IDatabase database, RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        (EndPoint? node, int losses) = (link.NodeOf(keys[0]), link.Losses);
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

        await WaitAsync(database, keys[0], new Written((long)await connection, node, losses));
        return result;
    }

    private Task WaitAsync(IDatabase database, RedisKey key, Written written)
    {
        lock (_lock)
        {
            string node = written.Node?.ToString() ?? "";
            if (!_queues.TryGetValue(node, out Queue? queue))
            {
                _queues.Add(node, queue = new Queue(this));
            }

            return queue.AddAsync(database, key, written);
        }
    }

    /// <summary>Where and when something was written.</summary>
    private readonly record struct Written(long Connection, EndPoint? Node, int Losses);

    private sealed class Queue(ReplicaAcks owner)
    {
        private readonly Lock _lock = new();
        private List<(Written Written, TaskCompletionSource Done)> _next = [];
        private bool _running;

        public Task AddAsync(IDatabase database, RedisKey key, Written written)
        {
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _next.Add((written, done));
                if (!_running)
                {
                    _running = true;
                    _ = Task.Run(() => RunAsync(database, key));
                }
            }

            return done.Task;
        }

        private async Task RunAsync(IDatabase database, RedisKey key)
        {
            while (true)
            {
                List<(Written Written, TaskCompletionSource Done)> waiting;
                lock (_lock)
                {
                    if (_next.Count == 0)
                    {
                        _running = false;
                        return;
                    }

                    (waiting, _next) = (_next, []);
                }

                try
                {
                    (long replicas, Written now) = await owner.AskAsync(database, key);
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
                    waiting.ForEach(one => one.Done.TrySetException(e));
                }
            }
        }
    }

    private int Needs => link.Options.ReplicaAcknowledgements;

    private async Task<(long Replicas, Written Now)> AskAsync(IDatabase database, RedisKey key)
    {
        EndPoint? node = link.NodeOf(key);
        Task<RedisResult> wait = database.ExecuteAsync("WAIT", [Needs, Timeout(key)], CommandFlags.DemandMaster);
        ITransaction transaction = database.CreateTransaction();
        Task<bool> exists = transaction.KeyExistsAsync(key, CommandFlags.DemandMaster);
        Task<RedisResult> connection = transaction.ExecuteAsync("CLIENT", ["ID"], CommandFlags.DemandMaster);
        Task<bool> sent = transaction.ExecuteAsync(CommandFlags.DemandMaster);
        await Task.WhenAll(wait, exists, connection, sent).WaitAsync(link.Options.ReplicaTimeout + link.Options.CallDeadline);
        return ((long)await wait, new Written((long)await connection, node, link.Losses));
    }

    // The driver chooses the node of a command by its keys, and WAIT has none: among timeouts about as long there is one that, read as
    // a key, belongs to the node.
    private RedisKey Timeout(RedisKey key)
    {
        long timeout = (long)link.Options.ReplicaTimeout.TotalMilliseconds;
        EndPoint? node = link.NodeOf(key);
        for (int i = 0; i < 256; i++)
        {
            RedisKey named = (timeout + i).ToString(CultureInfo.InvariantCulture);
            if (Equals(link.NodeOf(named), node))
            {
                return named;
            }
        }

        throw new RedisCallException(RedisFailure.Transient, $"The node {node} serves almost no slots; its replicas cannot be asked.", null);
    }
}
