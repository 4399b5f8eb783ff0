using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Telecom.Storage.Redis.Client;

/// <summary>A step that the server carries out as one (Scripts/*.lua), sent by its hash.</summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    private RedisScript(string name)
    {
        using Stream stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name + ".lua")
            ?? throw new InvalidOperationException($"The script {name} is not in this assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        _text = reader.ReadToEnd();
#pragma warning disable CA5350 // Redis names scripts by SHA-1; nothing is protected by it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    public static RedisScript Identity { get; } = new("identity");

    public static RedisScript LogAppend { get; } = new("log-append");

    public static RedisScript LogTrim { get; } = new("log-trim");

    public static RedisScript LogForget { get; } = new("log-forget");

    public static RedisScript Lease { get; } = new("lease");

    public static RedisScript Release { get; } = new("release");

    public static RedisScript CellsWrite { get; } = new("cells-write");

    public static RedisScript CellsRead { get; } = new("cells-read");

    public static RedisScript CellsTrim { get; } = new("cells-trim");

    public static RedisScript EventsAppend { get; } = new("events-append");

    /// <summary>True when the server's cache does not have a script.</summary>
    public static bool IsLost(RedisServerException e) => e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>Runs the script from the server's cache.</summary>
    public Task<RedisResult> RunCachedAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(_hash, keys, arguments, CommandFlags.DemandMaster);

    /// <summary>
    /// Runs the script. A server that lost its script cache (restart, fail-over, SCRIPT FLUSH) is sent the text, once, which also puts it
    /// into the cache again.
    /// </summary>
    public async Task<RedisResult> RunAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await RunCachedAsync(database, keys, arguments);
        }
        catch (RedisServerException e) when (IsLost(e))
        {
            object[] all = new object[2 + keys.Length + arguments.Length];
            all[0] = _text;
            all[1] = keys.Length;
            for (int i = 0; i < keys.Length; i++)
            {
                all[2 + i] = keys[i];
            }

            for (int i = 0; i < arguments.Length; i++)
            {
                all[2 + keys.Length + i] = arguments[i];
            }

            return await database.ExecuteAsync("EVAL", all, CommandFlags.DemandMaster);
        }
    }
}
