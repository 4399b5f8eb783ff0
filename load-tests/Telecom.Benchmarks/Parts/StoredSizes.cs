using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Hosting;
using Telecom.Storage.Cells;
using Telecom.Storage.Sqlite;

namespace Telecom.Benchmarks.Parts;

/// <summary>What a month of a circuit takes in the store: the bytes of its cells, without keys and pages. The services must have stopped.</summary>
internal static class StoredSizes
{
    private const double Goal = 300;

    /// <summary>Adds the sizes.</summary>
    /// <param name="bench">Where figures go.</param>
    /// <param name="part">Name of the part.</param>
    /// <param name="dataFolder">The suite's data.</param>
    /// <param name="from">Start of the month.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task AddAsync(BenchContext bench, string part, string dataFolder, DateTimeOffset from, int seconds, CancellationToken cancellationToken)
    {
        long first = from.ToUnixTimeSeconds() / 60;
        long end = first + (seconds / 60);
        string circuit = Population.Circuit(0);
        var options = new SqliteMeasurementStoreOptions { Folder = Path.Combine(dataFolder, ServiceNames.Sla) };
        await using SqliteMeasurementStore store = await SqliteMeasurementStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, cancellationToken);
        IReadOnlyList<CellRow> minutes = await store.ReadCircuitAsync(circuit, first, end, cancellationToken);
        IReadOnlyList<RollupRow> hours = await store.ReadRollupsAsync(circuit, RollupLevel.Hour, first, end, cancellationToken);
        IReadOnlyList<RollupRow> days = await store.ReadRollupsAsync(circuit, RollupLevel.Day, first, end, cancellationToken);
        long hourBytes = hours.Sum(h => (long)h.Cell.Length);
        long dayBytes = days.Sum(d => (long)d.Cell.Length);
        long minuteBytes = minutes.Sum(m => (long)m.Cell.Length);
        int due = hours.Concat(days).Count(r => r.Due);
        bench.Add(new Figure(part, "hour and day cells, outages in them", (hourBytes + dayBytes) / 1000.0, "KB")
        {
            Goal = Goal,
            AtMost = true,
            Note = FormattableString.Invariant(
                $"{hours.Count} hours of {Mean(hourBytes, hours.Count)} bytes, {days.Count} days of {Mean(dayBytes, days.Count)} bytes; {due} not rolled up yet"),
        });
        bench.Add(new Figure(part, "minute cells", minuteBytes / 1000.0, "KB")
        {
            Note = FormattableString.Invariant($"{minutes.Count} minutes of {Mean(minuteBytes, minutes.Count)} bytes"),
        });
    }

    private static long Mean(long bytes, int count) => count == 0 ? 0 : bytes / count;
}
