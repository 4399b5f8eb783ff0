using System.Diagnostics.Metrics;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>Instruments of the facts.</summary>
internal sealed class OutageMetrics
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public OutageMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(SlaMetrics.MeterName);
        _events = meter.CreateCounter<long>("telecom.sla.outages.events", "{event}", "Events of outages written, by type.");
        _looks = meter.CreateCounter<long>("telecom.sla.outages.looks", "{look}", "Looks at the cells of a circuit.");
        _failures = meter.CreateCounter<long>("telecom.sla.outages.failures", "{look}", "Looks that an error ended; they are made again.");
        _duration = meter.CreateHistogram<double>("telecom.sla.outages.round.duration", "s", "Time of one round over the circuits that were due.");
    }

    /// <summary>Events were written.</summary>
    public void Wrote(IReadOnlyList<NewEvent> events)
    {
        foreach (NewEvent one in events)
        {
            _events.Add(1, new KeyValuePair<string, object?>("type", one.Type));
        }
    }

    /// <summary>A circuit was looked at.</summary>
    public void Looked() => _looks.Add(1);

    /// <summary>An error ended a look.</summary>
    public void Failed() => _failures.Add(1);

    /// <summary>A round is over.</summary>
    public void Round(TimeSpan duration) => _duration.Record(duration.TotalSeconds);
}
