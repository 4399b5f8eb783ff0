using StackExchange.Redis;

namespace Telecom.Storage.Redis.Client;

/// <summary>A call that failed, and what that means.</summary>
internal sealed class RedisCallException(RedisFailure failure, string message, Exception? cause) : Exception(message, cause)
{
    // Errors of nodes on their way from one role to another (Redis 7.0: server.c processCommand, cluster.c, script.c).
    private static readonly string[] Passing =
    [
        "LOADING", "CLUSTERDOWN", "TRYAGAIN", "READONLY", "MASTERDOWN", "MOVED", "ASK", "BUSY", "NOREPLICAS", "UNKILLABLE",
        "ERR Script attempted to access a non local key", "Script attempted to access",

        // The driver's own words for a MOVED or ASK to a node that it has no connection to (yet).
        "Endpoint ",
    ];

    public RedisFailure Failure { get; } = failure;

    /// <summary>What an exception of the driver means; null when it is none of its.</summary>
    public static RedisCallException? Of(Exception e, RedisStoreOptions options) => e switch
    {
        RedisCallException known => known,
        TimeoutException => new RedisCallException(
            RedisFailure.InDoubt, FormattableString.Invariant($"Redis did not answer within {options.CallDeadline.TotalSeconds} s."), e),
        RedisConnectionException => new RedisCallException(RedisFailure.InDoubt, $"Redis cannot be reached: {Short(e.Message)}", e),
        RedisServerException server when Array.Exists(Passing, error => server.Message.StartsWith(error, StringComparison.Ordinal)) =>
            new RedisCallException(RedisFailure.Transient, $"Redis cannot do this now: {Short(e.Message)}", e),
        RedisServerException => new RedisCallException(RedisFailure.Refused, $"Redis refuses: {Short(e.Message)}", e),
        RedisException => new RedisCallException(RedisFailure.InDoubt, $"Redis cannot be reached: {Short(e.Message)}", e),
        RedisCommandException when e.Message.Contains("endpoint", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("connection", StringComparison.OrdinalIgnoreCase) =>
            new RedisCallException(RedisFailure.Transient, $"Redis cannot do this now: {Short(e.Message)}", e),
        ObjectDisposedException => new RedisCallException(RedisFailure.Refused, "The store is closed.", e),
        _ => null,
    };

    // The driver's messages carry pages of counters after the first sentence.
    private static string Short(string message) => message.Length <= 200 ? message : message[..200] + "…";
}
