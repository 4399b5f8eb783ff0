using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Instruments of a test's own, and what they measured: "name{label,label}".</summary>
internal sealed class Measured : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);

    public Measured()
    {
        Meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == Meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.Start();
    }

    public IMeterFactory Meters { get; }

    /// <summary>The sum of a counter or the last value of a gauge; null when nothing was measured.</summary>
    public double? this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _sums.TryGetValue(name, out double sum) ? sum : null;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        string[] values = new string[labels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = $"{labels[i].Value}";
        }

        string name = values.Length > 0 ? $"{instrument.Name}{{{string.Join(',', values)}}}" : instrument.Name;
        _ = _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
