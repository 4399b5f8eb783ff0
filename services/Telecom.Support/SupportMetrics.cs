using System.Diagnostics.Metrics;

namespace Telecom.Support;

/// <summary>Instruments of the support service.</summary>
internal sealed class SupportMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Telecom.Support";

    private readonly Counter<long> _opened;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public SupportMetrics(IMeterFactory meters) =>
        _opened = meters.Create(MeterName).CreateCounter<long>("telecom.support.cases.opened", "{case}", "Cases opened, by whether the request was a repetition.");

    /// <summary>A case was opened.</summary>
    /// <param name="repeated">True when the same request had opened it before.</param>
    public void Opened(bool repeated) => _opened.Add(1, new KeyValuePair<string, object?>("repeated", repeated));
}
