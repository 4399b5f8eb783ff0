using System.Diagnostics.Metrics;
using System.Net;
using Telecom.Support.Tests.Webhooks.Fixtures;

namespace Telecom.Support.Tests.Webhooks;

public sealed class WebhookMetricsTests
{
    [Fact]
    public async Task Tries_dead_letters_and_the_age_of_what_waits_are_measured()
    {
        await using WebhookRun run = await WebhookRun.StartAsync();
        run.Options["Support:Webhooks:MaxTries"] = "2";
        Replica replica = await run.ReplicaAsync();
        Dictionary<string, double> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            // Other tests of the process have meters of the same name.
            if (instrument.Name.StartsWith("telecom.support.webhooks.", StringComparison.Ordinal) && instrument.Meter.Scope == replica.Get<IMeterFactory>())
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();

        int tries = 0;
        run.Receiver.Answer = (_, _) => FakeReceiver.Code(Interlocked.Increment(ref tries) <= 3 ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        _ = await WebhookRun.CreateAsync(replica);
        _ = await run.EventsAsync(3);
        await Until.HoldsAsync(() => replica.State("w1").FailedTries == 1, "the first try");
        run.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.HoldsAsync(() => replica.State("w1").FailedTries == 3, "a dead letter and the next event's first try");
        Assert.Equal((1.0, 5.0), (Read("dead_letters"), Read("oldest_undelivered")));

        run.Clock.Advance(TimeSpan.FromSeconds(5));
        await run.ReceivedAsync(5);
        await Until.HoldsAsync(() => Read("oldest_undelivered") == 0, "nothing left");
        Assert.Equal((2.0, 3.0, 1.0), (Read("deliveries delivered"), Read("deliveries failed"), Read("given_up")));

        double Read(string name)
        {
            listener.RecordObservableInstruments();
            lock (seen)
            {
                return seen.GetValueOrDefault($"telecom.support.webhooks.{name}");
            }
        }

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string name = tags.Length > 0 ? $"{instrument.Name} {tags[0].Value}" : instrument.Name;
            lock (seen)
            {
                seen[name] = instrument.IsObservable ? value : seen.GetValueOrDefault(name) + value;
            }
        }
    }
}
