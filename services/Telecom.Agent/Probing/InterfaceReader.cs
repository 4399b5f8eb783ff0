using Microsoft.Extensions.Logging;
using Telecom.Agent.Clocks;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;

namespace Telecom.Agent.Probing;

/// <summary>Reads an interface's counters on a steady cadence and gives throughput samples. A missing interface gives none.</summary>
internal sealed partial class InterfaceReader(
    CircuitOptions options,
    Func<string, InterfaceCounters?> read,
    AnchoredClock clock,
    TimeProvider time,
    ISampleSink sink,
    AgentCounters counters,
    ILogger<InterfaceReader> logger)
{
    private readonly string _interface = options.Interface ?? throw new ArgumentException("the circuit names no interface", nameof(options));

    /// <summary>Reads until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        long cadence = clock.ToTicks(options.InterfaceCadence);
        RateMeter meter = new(options.Direction, clock.Frequency, cadence * 5);
        Schedule schedule = new(clock.GetTimestamp(), cadence);
        bool missing = false;
        try
        {
            while (true)
            {
                await schedule.WaitAsync(time, stop);
                schedule.Advance(clock.GetTimestamp());
                missing = Take(meter, missing);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private bool Take(RateMeter meter, bool wasMissing)
    {
        ClockAnchor anchor = clock.Observe();
        InterfaceCounters? reading = read(_interface);
        long timestamp = clock.GetTimestamp();
        switch (meter.Take(reading, timestamp, anchor.At(timestamp) / 1000, out Rate rate))
        {
            case RateVerdict.Rate:
                sink.Add(Sample.Throughput(options.Circuit, rate.InstantUs, rate.BitsPerSecond));
                break;
            case RateVerdict.Reset:
                counters.InterfaceResets.Add();
                Log.Reset(logger, options.Circuit, _interface);
                break;
            case RateVerdict.Missing:
                counters.InterfaceMissing.Add();
                if (!wasMissing)
                {
                    Log.Missing(logger, options.Circuit, _interface);
                }

                return true;
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1150, LogLevel.Warning, "{Circuit}: the counters of {Interface} stepped back; the throughput begins anew")]
        public static partial void Reset(ILogger logger, string circuit, string @interface);

        [LoggerMessage(1151, LogLevel.Warning, "{Circuit}: there is no interface {Interface}; its throughput is not measured")]
        public static partial void Missing(ILogger logger, string circuit, string @interface);
    }
}
