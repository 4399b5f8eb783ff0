using Microsoft.Extensions.Configuration.Memory;

namespace Telecom.Gateway.Reload;

/// <summary>
/// The uppermost layer of the settings: the one that changes while the gateway runs. Whoever reads options by IOptionsMonitor, or watches
/// the reload token of the configuration, sees a change; nobody sees half of one.
/// </summary>
internal sealed class LiveSettings : ConfigurationProvider, IConfigurationSource
{
    private readonly KeyValuePair<string, string?>[] _below;

    /// <summary>Puts the layer on top of settings that do not change.</summary>
    /// <param name="builder">The settings.</param>
    public LiveSettings(IConfigurationBuilder builder)
    {
        _below = [.. builder.Build().AsEnumerable().Where(setting => setting.Value is not null)];
        _ = builder.Add(this);
    }

    /// <summary>All settings as they would be with another uppermost layer.</summary>
    /// <param name="settings">The layer.</param>
    public IConfigurationRoot With(IReadOnlyDictionary<string, string?> settings) => new ConfigurationBuilder()
        .Add(new MemoryConfigurationSource { InitialData = _below })
        .Add(new MemoryConfigurationSource { InitialData = settings })
        .Build();

    /// <summary>Replaces the layer and tells everybody who watches.</summary>
    /// <param name="settings">The new layer.</param>
    public void Replace(IReadOnlyDictionary<string, string?> settings)
    {
        Data = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
