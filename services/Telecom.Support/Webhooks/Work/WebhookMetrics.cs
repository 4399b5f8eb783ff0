using System.Diagnostics.Metrics;
using Telecom.Hosting;
using Telecom.Support.Webhooks.Sending;

namespace Telecom.Support.Webhooks.Work;

/// <summary>Instruments of the webhooks. No label names a customer, a webhook or a URL.</summary>
internal sealed class WebhookMetrics
{
    private static readonly string[] Outcomes = ["delivered", "failed", "gone"];
    private readonly Meter _meter;
    private readonly Counter<long> _tries;
    private readonly Counter<long> _givenUp;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public WebhookMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(ServiceNames.SourceName(ServiceNames.Support));
        _tries = _meter.CreateCounter<long>("telecom.support.webhooks.deliveries", "{try}", "Tries to deliver an event, by outcome: delivered, failed, gone.");
        _givenUp = _meter.CreateCounter<long>("telecom.support.webhooks.given_up", "{event}", "Events that became dead letters.");
    }

    /// <summary>A try was made.</summary>
    /// <param name="kind">What became of it.</param>
    public void Tried(DeliveryKind kind) => _tries.Add(1, new KeyValuePair<string, object?>("outcome", Outcomes[(int)kind]));

    /// <summary>An event became a dead letter.</summary>
    public void GivenUp() => _givenUp.Add(1);

    /// <summary>Makes the gauges; once.</summary>
    /// <param name="oldestSeconds">Age of the oldest undelivered event, seconds.</param>
    /// <param name="deadLetters">Dead letters of all webhooks.</param>
    public void Observe(Func<double> oldestSeconds, Func<long> deadLetters)
    {
        _ = _meter.CreateObservableGauge(
            "telecom.support.webhooks.oldest_undelivered", oldestSeconds, "s", "Age of the oldest event that this process has to deliver.");
        _ = _meter.CreateObservableGauge(
            "telecom.support.webhooks.dead_letters", deadLetters, "{event}", "Dead letters of all webhooks, as this process knows them.");
    }
}
