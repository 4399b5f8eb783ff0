using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Telecom.Storage.Redis.Client;

/// <summary>
/// One connection set to the server or cluster, and the only way to it: every call has a deadline (the driver's own calls have none), a
/// meaning when it fails, and is sent again while it is in doubt. So everything that runs through here must be safe to carry out twice.
/// The driver follows MOVED and ASK and connects again by itself.
/// </summary>
internal sealed partial class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // Deadlines of network calls run by the real clock, whatever clock leases and waits are tested with.
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ConnectionMultiplexer _connections;
    private readonly CancellationTokenSource _closing = new();
    private int _closed;
    private int _losses;

    private RedisLink(RedisStoreOptions options, ConnectionMultiplexer connections, ILogger logger)
    {
        Options = options;
        _connections = connections;
        Database = connections.GetDatabase();
        connections.ConnectionFailed += (_, lost) =>
        {
            Interlocked.Increment(ref _losses);
            Log.Lost(logger, Name(lost.EndPoint), lost.FailureType.ToString());
        };
        connections.ConnectionRestored += (_, found) => Log.Restored(logger, Name(found.EndPoint));
    }

    public RedisStoreOptions Options { get; }

    public IDatabase Database { get; }

    /// <summary>How often a connection of this link was lost.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <summary>True once the store was closed.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Connects, and checks that the server keeps what it is given.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached within the patience of the options.</exception>
    public static async Task<RedisLink> OpenAsync(RedisStoreOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        ConnectionMultiplexer connections;
        try
        {
            connections = await ConnectionMultiplexer.ConnectAsync(Configuration(options))
                .WaitAsync(options.ConnectTimeout + options.CallDeadline, cancellationToken);
        }
        catch (Exception e) when (RedisCallException.Of(e, options) is { } known)
        {
            throw new StoreUnavailableException($"{known.Message} Endpoints: {string.Join(", ", options.Endpoints)}.", options.RetryDelay, e);
        }

        // Answers may then be told in any order; who cares for the order waits for the answer.
        connections.PreserveAsyncOrder = false;
        RedisLink link = new(options, connections, logger);
        try
        {
            await link.RunAsync(database => database.PingAsync(CommandFlags.DemandMaster), cancellationToken);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>The nodes that can be asked now.</summary>
    public IEnumerable<IServer> Servers() =>
        _connections.GetEndPoints().Select(endpoint => _connections.GetServer(endpoint)).Where(server => server.IsConnected);

    public ISubscriber Subscriber() => _connections.GetSubscriber();

    /// <summary>Which node serves a key: the one that answers a question for it, so that this is a call like others.</summary>
    public Task<EndPoint> NodeOfAsync(RedisKey key) => Database.IdentifyEndpointAsync(key, CommandFlags.DemandMaster);

    /// <summary>Runs a script, again while it is in doubt.</summary>
    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        RunAsync(database => script.RunAsync(database, keys, arguments), cancellationToken);

    /// <summary>Makes a call, again while it is in doubt or the server is on its way back, up to the patience of the options.</summary>
    /// <exception cref="StoreUnavailableException">It was refused, or patience ended.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        long began = _clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                return await OnceAsync(call, cancellationToken);
            }
            catch (RedisCallException e)
            {
                if (e.Failure == RedisFailure.Refused || IsClosed || _clock.GetElapsedTime(began) >= Options.Patience)
                {
                    throw Unavailable(e);
                }
            }

            await PauseAsync(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Makes a call once.</summary>
    /// <exception cref="RedisCallException">It failed, or was not answered in time.</exception>
    public async Task<T> OnceAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsClosed)
        {
            throw new RedisCallException(RedisFailure.Refused, "The store is closed.", null);
        }

        Task<T>? task = null;
        try
        {
            task = call(Database);
            return await task.WaitAsync(Options.CallDeadline, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            Forget(task);
            throw;
        }
        catch (OperationCanceledException e)
        {
            // The driver's own word for what it dropped, such as the parts of a transaction that was not carried out.
            throw new RedisCallException(RedisFailure.InDoubt, "The connection to Redis dropped the call.", e);
        }
        catch (Exception e) when (RedisCallException.Of(e, Options) is { } known)
        {
            Forget(task);
            throw known;
        }
    }

    /// <summary>What callers are told.</summary>
    public StoreUnavailableException Unavailable(RedisCallException e) => new(e.Message, Options.RetryDelay, e);

    /// <summary>Rests between two attempts, less when the store closes.</summary>
    public async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await Task.Delay(pause, _clock, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Closing: the next attempt is told so.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        try
        {
            await _connections.CloseAsync(allowCommandsToComplete: false).WaitAsync(Options.CallDeadline);
        }
        catch (Exception e) when (RedisCallException.Of(e, Options) is not null)
        {
            // A server that does not answer is not waited for.
        }

        _connections.Dispose();
        _closing.Dispose();
    }

    // An abandoned call fails some day; nobody must be surprised by it.
    private static void Forget(Task? task) =>
        task?.ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private static string Name(EndPoint? endpoint) => endpoint?.ToString() ?? "?";

    private static ConfigurationOptions Configuration(RedisStoreOptions options)
    {
        ConfigurationOptions configuration = new()
        {
            // CONFIG GET is an administrator's command to the driver; nothing is ever set.
            AllowAdmin = true,
            AbortOnConnectFail = false,
            ClientName = "telecom",
            ConfigCheckSeconds = 5,
            ConfigurationChannel = "",
            ConnectRetry = 3,
            ConnectTimeout = (int)options.ConnectTimeout.TotalMilliseconds,
            DefaultVersion = new Version(7, 0),
            KeepAlive = 5,
            Password = options.Password.Length > 0 ? options.Password : null,
            ReconnectRetryPolicy = new LinearRetry(250),
            Ssl = options.Tls,
            SslHost = options.TlsHost.Length > 0 ? options.TlsHost : null,
            SyncTimeout = (int)options.CallDeadline.TotalMilliseconds,
            TieBreaker = "",
        };
        foreach (string endpoint in options.Endpoints)
        {
            configuration.EndPoints.Add(endpoint);
        }

        return configuration;
    }

    private static partial class Log
    {
        [LoggerMessage(9100, LogLevel.Warning, "Connection to Redis {Endpoint} was lost: {Why}")]
        public static partial void Lost(ILogger logger, string endpoint, string why);

        [LoggerMessage(9101, LogLevel.Information, "Connection to Redis {Endpoint} is back")]
        public static partial void Restored(ILogger logger, string endpoint);
    }
}
