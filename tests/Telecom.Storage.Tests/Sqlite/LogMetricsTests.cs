using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.Sqlite;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

public sealed class LogMetricsTests
{
    [Fact]
    public async Task Commits_are_measured_with_their_units()
    {
        using Factory factory = new();
        ConcurrentDictionary<string, (double Sum, string? Unit)> seen = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        await using SqliteSampleLogEngine engine = new();
        await using (SqliteSampleLog log = await SqliteSampleLog.OpenAsync(engine.Options, engine.Time, NullLogger.Instance, factory, CancellationToken.None))
        {
            await log.AppendAsync(Batch(Lane(), 1, length: 100), CancellationToken.None);
            await log.AppendAsync(Batch(Lane(), 2, length: 100), CancellationToken.None);
            listener.RecordObservableInstruments();
        }

        Assert.Equal((200, "By"), seen["telecom.storage.log.appended"]);
        Assert.Equal((2, "{batch}"), seen["telecom.storage.log.commit.batches"]);
        Assert.Equal("s", seen["telecom.storage.log.commit.duration"].Unit);
        Assert.Equal((0, "{batch}"), seen["telecom.storage.log.queued"]);

        void Add(Instrument instrument, double value) =>
            seen.AddOrUpdate(instrument.Name, _ => (value, instrument.Unit), (_, sum) => (sum.Sum + value, instrument.Unit));
    }

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            Meter meter = new(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
