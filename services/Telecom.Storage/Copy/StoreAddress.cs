using Telecom.Storage.Redis;

namespace Telecom.Storage.Copy;

/// <summary>Where a suite's stores are: a data folder of the embedded engine, or a Redis server or cluster.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Folder">The data folder, for the embedded engine; else empty.</param>
/// <param name="Redis">Settings of the shared engine; null for the embedded one.</param>
public sealed record StoreAddress(StoreEngine Engine, string Folder, RedisStoreOptions? Redis)
{
    /// <summary>Reads "sqlite:FOLDER" or "redis:HOST:PORT[,HOST:PORT…]".</summary>
    /// <param name="text">The text.</param>
    /// <param name="redis">Settings of the shared engine besides the endpoints; they are taken over.</param>
    /// <param name="address">The address, when the result is true.</param>
    /// <param name="error">What is wrong and what is allowed, when the result is false.</param>
    public static bool TryParse(string text, RedisStoreOptions redis, out StoreAddress? address, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(redis);
        (address, error) = (null, "");
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string rest = text[(colon + 1)..];
        string engine = colon < 0 ? "" : text[..colon];
        if (engine == "sqlite" && rest.Length > 0)
        {
            address = new StoreAddress(StoreEngine.Sqlite, Path.GetFullPath(rest), null);
            return true;
        }

        if (engine == "redis" && rest.Length > 0)
        {
            foreach (string endpoint in rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                redis.Endpoints.Add(endpoint);
            }

            error = string.Join("; ", redis.Validate());
            address = error.Length == 0 ? new StoreAddress(StoreEngine.Redis, "", redis) : null;
            return error.Length == 0;
        }

        error = $"'{text}' is not allowed; it must be sqlite:FOLDER or redis:HOST:PORT[,HOST:PORT…]";
        return false;
    }

    /// <summary>As it is given on the command line, without secrets.</summary>
    public override string ToString() =>
        Redis is { } redis ? $"redis:{string.Join(',', redis.Endpoints)} under the prefix '{redis.Prefix}'" : $"sqlite:{Folder}";
}
