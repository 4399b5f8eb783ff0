using Telecom.Storage.Redis;

namespace Telecom.Storage;

/// <summary>Section "Store": which engine a service stores in. Services that share data must be given the same.</summary>
public sealed class StoreOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Store";

    /// <summary>"sqlite" (files in the data folder) or "redis" (section "Store:Redis"), in any case. Default "sqlite".</summary>
    public string Engine { get; set; } = "sqlite";

    /// <summary>The shared engine's settings; only looked at when it is chosen.</summary>
    public RedisStoreOptions Redis { get; set; } = new();

    /// <summary>The chosen engine; null when <see cref="Engine"/> names none.</summary>
    public StoreEngine? Chosen =>
        string.Equals(Engine, "sqlite", StringComparison.OrdinalIgnoreCase) ? StoreEngine.Sqlite
        : string.Equals(Engine, "redis", StringComparison.OrdinalIgnoreCase) ? StoreEngine.Redis
        : null;

    /// <summary>Every violation, all at once; empty when the options are good.</summary>
    public IReadOnlyList<string> Validate() => Chosen switch
    {
        null => [$"{Section}:{nameof(Engine)}: '{Engine}' is not allowed; it must be sqlite or redis"],
        StoreEngine.Redis => [.. Redis.Validate().Select(error => $"{Section}:{nameof(Redis)}:{error}")],
        _ => [],
    };
}
