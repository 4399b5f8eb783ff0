using System.Diagnostics.Metrics;
using Telecom.Support.Cases;
using Telecom.Support.Steps;

namespace Telecom.Support;

/// <summary>Instruments of the support service.</summary>
internal sealed class SupportMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Telecom.Support";

    private readonly Counter<long> _opened;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _alarms;
    private readonly Histogram<double> _lateness;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public SupportMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _opened = meter.CreateCounter<long>("telecom.support.cases.opened", "{case}", "Cases opened, by whether the request was a repetition.");
        _steps = meter.CreateCounter<long>("telecom.support.steps", "{step}", "Steps of cases, by step.");
        _alarms = meter.CreateCounter<long>("telecom.support.alarms", "{alarm}", "Alarms written by this process, by kind.");
        _lateness = meter.CreateHistogram<double>("telecom.support.alarms.lateness", "s", "How long after its instant an alarm was written.");
    }

    /// <summary>A case was opened.</summary>
    /// <param name="repeated">True when the same request had opened it before.</param>
    public void Opened(bool repeated) => _opened.Add(1, new KeyValuePair<string, object?>("repeated", repeated));

    /// <summary>A step was taken.</summary>
    public void Step(CaseStep step) => _steps.Add(1, new KeyValuePair<string, object?>("step", StepNames.Of(step)));

    /// <summary>Alarms were written.</summary>
    /// <param name="written">The alarms.</param>
    /// <param name="nowUs">When, microseconds since the Unix epoch.</param>
    public void Alarms(IEnumerable<AlarmData> written, long nowUs)
    {
        foreach (AlarmData alarm in written)
        {
            _alarms.Add(1, new KeyValuePair<string, object?>("kind", alarm.Kind.ToString()));
            _lateness.Record((nowUs - alarm.DueAtUs) / 1e6);
        }
    }
}
