using System.Globalization;
using StackExchange.Redis;

namespace Telecom.Storage.Redis.Client;

/// <summary>What is fixed when the first store opens under a prefix: the layout of the keys and the number of partitions.</summary>
internal static class RedisIdentity
{
    private const string Schema = "1";

    /// <summary>Writes the identity when there is none, and compares.</summary>
    /// <exception cref="StoreFileException">The store is newer than this software, or has another number of partitions.</exception>
    public static async Task CheckAsync(RedisLink link, CancellationToken cancellationToken)
    {
        RedisStoreOptions options = link.Options;
        string partitions = options.Partitions.ToString(CultureInfo.InvariantCulture);
        RedisResult[] found = (RedisResult[])await link.RunAsync(
            RedisScript.Identity, [$"{{{options.Prefix}}}:identity"], [Schema, partitions], cancellationToken);
        string schema = (string)found[0];
        if (schema != Schema)
        {
            throw new StoreFileException(
                options.Prefix,
                StoreFileProblem.NewerSchema,
                $"The Redis store under the prefix '{options.Prefix}' has layout {schema}; this software knows {Schema}. Use the newer software.");
        }

        if ((string)found[1] != partitions)
        {
            throw new StoreFileException(
                options.Prefix,
                StoreFileProblem.Mismatch,
                $"{nameof(options.Partitions)}: {partitions} is not allowed; the Redis store under the prefix '{options.Prefix}' was made with {(string)found[1]}.");
        }
    }
}
