using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Quotas;

/// <summary>The quotas as they are configured now. Settings that are wrong change nothing.</summary>
internal sealed class CurrentQuotas : IDisposable
{
    private readonly IDisposable? _changes;
    private volatile QuotaOptions _options;

    /// <summary>Reads the settings, and again whenever they change.</summary>
    public CurrentQuotas(IOptionsMonitor<QuotaOptions> monitor)
    {
        _options = monitor.CurrentValue;
        _changes = monitor.OnChange(changed => _options = changed);
    }

    /// <summary>The settings.</summary>
    public QuotaOptions Options => _options;

    /// <inheritdoc/>
    public void Dispose() => _changes?.Dispose();
}
