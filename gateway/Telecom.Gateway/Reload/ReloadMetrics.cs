using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Telecom.Gateway.Reload;

/// <summary>Instruments of what is reloaded. What it is comes from a closed set: "settings", "certificate", "client_trust".</summary>
internal sealed class ReloadMetrics
{
    private readonly Counter<long> _reloads;
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public ReloadMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(GatewayMetrics.MeterName);
        _reloads = meter.CreateCounter<long>("telecom.gateway.reloads", "{reload}", "Changed files, by what they hold and whether they were taken.");
        _ = meter.CreateObservableGauge(
            "telecom.gateway.reload.refused",
            () => _refused.Select(what => new Measurement<int>(what.Value, new KeyValuePair<string, object?>("what", what.Key))),
            "{file}",
            "1 while the file that is there is refused and the one before it stays in force.");
    }

    /// <summary>A changed file was put in force.</summary>
    /// <param name="what">What it holds.</param>
    public void Taken(string what)
    {
        Count(what, "taken");
        InForce(what);
    }

    /// <summary>The file that is there is the one in force.</summary>
    /// <param name="what">What it holds.</param>
    public void InForce(string what) => _refused[what] = 0;

    /// <summary>A changed file was refused.</summary>
    /// <param name="what">What it holds.</param>
    public void Refused(string what)
    {
        Count(what, "refused");
        _refused[what] = 1;
    }

    private void Count(string what, string outcome) => _reloads.Add(
        1, new KeyValuePair<string, object?>("what", what), new KeyValuePair<string, object?>("outcome", outcome));
}
