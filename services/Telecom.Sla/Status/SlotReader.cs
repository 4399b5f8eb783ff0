using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Status;

/// <summary>
/// Reads what a circuit's producers measured in the longest cells that serve: days, hours where a day is due or lies over an end of the
/// counted time, and minutes where an hour does. Slots can be cut afterwards, where outages are found in them.
/// </summary>
/// <param name="store">Where cells are.</param>
/// <param name="circuit">Resource name of the circuit.</param>
/// <param name="counted">Minutes that count for performance, from the first to before the last: no slot lies over an end of them.</param>
internal sealed class SlotReader(IMeasurementStore store, string circuit, (long First, long End) counted)
{
    private const int Hour = (int)RollupSpan.Hour;
    private const int Day = (int)RollupSpan.Day;

    private readonly Dictionary<(string Agent, int Partition), int> _producers = [];

    /// <summary>Cells read.</summary>
    public int CellsRead { get; private set; }

    /// <summary>Reads slots that cover a range, by time; where nothing was measured there are none.</summary>
    /// <param name="first">First minute, minutes since the Unix epoch.</param>
    /// <param name="end">First minute after the range. Slots may reach beyond the range to the ends of their hours.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<IReadOnlyList<MeasuredSlot>> ReadAsync(long first, long end, CancellationToken cancellationToken)
    {
        long from = Floor(first, Hour);
        long to = -Floor(-end, Hour);
        List<MeasuredSlot> slots = [];
        List<(long From, long To)> hours = [];
        Dictionary<long, List<RollupRow>> days = ByStart(await store.ReadRollupsAsync(circuit, RollupLevel.Day, Floor(from, Day), -Floor(-to, Day), cancellationToken));
        for (long day = Floor(from, Day); day < to; day += Day)
        {
            List<RollupRow> rows = days.GetValueOrDefault(day, []);
            if (day < from || day + Day > to || LiesOver(day, Day) || rows.Exists(row => row.Due))
            {
                Join(hours, Math.Max(day, from), Math.Min(day + Day, to));
            }
            else if (rows.Count > 0)
            {
                slots.Add(Slot(day, Day, rows));
            }
        }

        foreach ((long start, long stop) in hours)
        {
            await AddHoursAsync(slots, start, stop, cancellationToken);
        }

        slots.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return slots;
    }

    /// <summary>Cuts slots of counted minutes into shorter ones, down to a length.</summary>
    /// <param name="slots">Slots by time.</param>
    /// <param name="which">Which to cut, asked of days and then of their hours.</param>
    /// <param name="to">1 or 60 minutes: no slot of this length is cut.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Slots by time. One whose parts are not kept any more is left out, and says so.</returns>
    public async ValueTask<IReadOnlyList<MeasuredSlot>> CutAsync(
        IReadOnlyList<MeasuredSlot> slots, Func<MeasuredSlot, bool> which, int to, CancellationToken cancellationToken)
    {
        List<MeasuredSlot> hours = [];
        foreach (MeasuredSlot slot in slots)
        {
            if (slot.Minutes == Day && MustCut(slot))
            {
                List<MeasuredSlot> parts = [];
                await AddHoursAsync(parts, slot.Start, slot.End, cancellationToken);
                hours.AddRange(Complete(slot, parts));
            }
            else
            {
                hours.Add(slot);
            }
        }

        if (to == Hour)
        {
            return hours;
        }

        List<MeasuredSlot> minutes = [];
        foreach (MeasuredSlot slot in hours)
        {
            minutes.AddRange(slot.Minutes == Hour && MustCut(slot) ? await MinutesOfAsync(slot, cancellationToken) : [slot]);
        }

        return minutes;

        bool MustCut(MeasuredSlot slot) => !slot.LeftOut && slot.End > counted.First && slot.Start < counted.End && which(slot);
    }

    /// <summary>True when a set has an instant in the slot.</summary>
    public static bool Touches(TimeSet set, MeasuredSlot slot) =>
        set.Overlaps(new TimeRange(new UtcInstant(slot.Start * UtcInstant.PerMinute), new UtcInstant(slot.End * UtcInstant.PerMinute)));

    private static long Floor(long minute, int length) => minute >= 0 ? minute / length * length : -((-minute + length - 1) / length * length);

    private static void Join(List<(long From, long To)> ranges, long from, long to)
    {
        if (ranges.Count > 0 && ranges[^1].To == from)
        {
            ranges[^1] = (ranges[^1].From, to);
        }
        else
        {
            ranges.Add((from, to));
        }
    }

    private static Dictionary<long, List<RollupRow>> ByStart(IReadOnlyList<RollupRow> rows)
    {
        Dictionary<long, List<RollupRow>> starts = [];
        foreach (RollupRow row in rows)
        {
            (starts.TryGetValue(row.Start, out List<RollupRow>? list) ? list : starts[row.Start] = []).Add(row);
        }

        return starts;
    }

    /// <summary>The parts; or the whole, left out, when samples of it are in no part any more.</summary>
    private static List<MeasuredSlot> Complete(MeasuredSlot whole, List<MeasuredSlot> parts) =>
        parts.Sum(part => part.SampleCount) >= whole.SampleCount ? parts : [whole.AsLeftOut()];

    private bool LiesOver(long start, int length) =>
        (counted.First > start && counted.First < start + length) || (counted.End > start && counted.End < start + length);

    private async ValueTask AddHoursAsync(List<MeasuredSlot> slots, long from, long to, CancellationToken cancellationToken)
    {
        List<(long From, long To)> minutes = [];
        Dictionary<long, List<RollupRow>> hours = ByStart(await store.ReadRollupsAsync(circuit, RollupLevel.Hour, from, to, cancellationToken));
        foreach ((long hour, List<RollupRow> rows) in hours.OrderBy(hour => hour.Key))
        {
            if (rows.Exists(row => row.Due))
            {
                Join(minutes, hour, hour + Hour);
            }
            else if (LiesOver(hour, Hour))
            {
                slots.AddRange(await MinutesOfAsync(Slot(hour, Hour, rows), cancellationToken));
            }
            else
            {
                slots.Add(Slot(hour, Hour, rows));
            }
        }

        foreach ((long start, long end) in minutes)
        {
            slots.AddRange(await ReadMinutesAsync(start, end, cancellationToken));
        }

        slots.Sort(static (left, right) => left.Start.CompareTo(right.Start));
    }

    private async ValueTask<List<MeasuredSlot>> MinutesOfAsync(MeasuredSlot hour, CancellationToken cancellationToken) =>
        Complete(hour, await ReadMinutesAsync(hour.Start, hour.End, cancellationToken));

    private async ValueTask<List<MeasuredSlot>> ReadMinutesAsync(long from, long to, CancellationToken cancellationToken)
    {
        List<MeasuredSlot> slots = [];
        foreach (CellRow row in await store.ReadCircuitAsync(circuit, from, to, cancellationToken))
        {
            if (slots.Count == 0 || slots[^1].Start != row.Minute)
            {
                slots.Add(new MeasuredSlot(row.Minute, 1));
            }

            slots[^1].Add(ProducerOf(row.Agent, row.Partition), MinuteCellCodec.Decode(row.Cell.Span));
            CellsRead++;
        }

        return slots;
    }

    private MeasuredSlot Slot(long start, int minutes, List<RollupRow> rows)
    {
        MeasuredSlot slot = new(start, minutes);
        foreach (RollupRow row in rows)
        {
            slot.Add(ProducerOf(row.Agent, row.Partition), RollupCodec.Decode(row.Cell.Span));
            CellsRead++;
        }

        return slot;
    }

    private int ProducerOf(string agent, int partition)
    {
        if (!_producers.TryGetValue((agent, partition), out int producer))
        {
            _producers[(agent, partition)] = producer = _producers.Count;
        }

        return producer;
    }
}
