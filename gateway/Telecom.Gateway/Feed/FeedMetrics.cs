using System.Diagnostics.Metrics;

namespace Telecom.Gateway.Feed;

/// <summary>Instruments of the live feed.</summary>
internal sealed class FeedMetrics
{
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _events;
    private readonly Counter<long> _ends;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public FeedMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(GatewayMetrics.MeterName);
        _open = meter.CreateUpDownCounter<long>("telecom.gateway.feeds.open", "{feed}", "Live feeds that are open.");
        _events = meter.CreateCounter<long>("telecom.gateway.feeds.events", "{event}", "Events written to live feeds.");
        _ends = meter.CreateCounter<long>("telecom.gateway.feeds.ended", "{feed}", "Live feeds that ended, by why.");
    }

    /// <summary>A feed was opened.</summary>
    public void Opened() => _open.Add(1);

    /// <summary>Events were written.</summary>
    /// <param name="type">"outage" or "case".</param>
    public void Sent(string type) => _events.Add(1, new KeyValuePair<string, object?>("type", type));

    /// <summary>A feed ended.</summary>
    /// <param name="why">One of a closed set: "client", "slow", "ended", "refused".</param>
    public void Ended(string why)
    {
        _open.Add(-1);
        _ends.Add(1, new KeyValuePair<string, object?>("why", why));
    }
}
