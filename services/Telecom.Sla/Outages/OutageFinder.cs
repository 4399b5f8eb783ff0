using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Outages;

/// <summary>
/// Finds the outages of a circuit in its cells. A look reaches back to the start of every recorded outage that it touches, and further while
/// it begins inside of one, so that where a look begins changes nothing that is found.
/// </summary>
/// <param name="store">Where cells are.</param>
/// <param name="terms">Of the circuit.</param>
/// <param name="earliest">No look goes back beyond this.</param>
internal sealed class OutageFinder(IMeasurementStore store, CircuitTerms terms, UtcInstant earliest)
{
    /// <summary>Up to this length a look reads minutes; roll-ups are for longer ones.</summary>
    private const long MinutesOnlyUs = 2 * UtcInstant.PerHour;

    private readonly AvailabilityRule _rule = terms.Rule;

    /// <summary>Looks.</summary>
    /// <param name="recorded">What is recorded of the circuit, as it was before this call.</param>
    /// <param name="from">From when on at least.</param>
    /// <param name="to">Up to the last slice that is complete then.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<OutageLook> LookAsync(CircuitOutages recorded, UtcInstant from, UtcInstant to, CancellationToken cancellationToken)
    {
        UtcInstant end = to.FloorTo(_rule.IntervalUs);
        UtcInstant first = UtcInstant.Max(terms.SubscriptionStart, earliest).CeilingTo(_rule.IntervalUs);
        UtcInstant start = UtcInstant.Max(first, UtcInstant.Min(from, end).FloorTo(_rule.IntervalUs));
        while (true)
        {
            start = UtcInstant.Max(first, Widened(recorded, start, end));
            if (start >= end)
            {
                return Result(end, end, []);
            }

            IReadOnlyList<OutageRating> found = await DetectAsync(start, end, cancellationToken);
            if (start <= first || !found.Any(outage => outage.BeganBefore))
            {
                return Result(start, end, [.. found.Select(outage => new FoundOutage(outage.Time.Start, outage.Time.End, outage.Ongoing, outage.BeganBefore))]);
            }

            start = start.Plus(-Math.Max(end - start, UtcInstant.PerHour)).FloorTo(_rule.IntervalUs);
        }
    }

    private OutageLook Result(UtcInstant from, UtcInstant to, IReadOnlyList<FoundOutage> found) =>
        new(from, to, _rule.Consecutive * _rule.IntervalUs, found);

    /// <summary>Back to the start of what is recorded there, and of what is recorded there, until nothing is cut.</summary>
    private static UtcInstant Widened(CircuitOutages recorded, UtcInstant start, UtcInstant end)
    {
        OutageFact[] live = [.. recorded.Live.Where(outage => outage.StartUs < end.Microseconds)];
        while (live.Where(outage => outage.StartUs < start.Microseconds && (outage.Ongoing || outage.EndUs > start.Microseconds)).MinBy(outage => outage.StartUs) is { } cut)
        {
            start = new UtcInstant(cut.StartUs);
        }

        return start;
    }

    private async ValueTask<IReadOnlyList<OutageRating>> DetectAsync(UtcInstant start, UtcInstant end, CancellationToken cancellationToken)
    {
        // The period goes on after the look: what goes on at its end is ongoing, not cut.
        PlanTerms plan = new(Ratio.One, _rule, MissingDataPolicy.Undetermined, []);
        RatingScope scope = new(new TimeRange(start, end.Plus(UtcInstant.PerDay)), start, end);
        long margin = ((_rule.Consecutive + 1) * _rule.IntervalUs) + UtcInstant.PerMinute;
        long firstMinute = MinuteCell.MinuteOf(start.Plus(-margin));
        long endMinute = MinuteCell.MinuteOf(end.CeilingTo(UtcInstant.PerMinute));
        IReadOnlyList<MeasuredSlot> slots = end - start <= MinutesOnlyUs
            ? await ReadMinutesAsync(firstMinute, endMinute, cancellationToken)
            : await new SlotReader(store, terms.Circuit, (long.MinValue, long.MaxValue)).ReadAsync(firstMinute, endMinute, cancellationToken);
        return CircuitRater.Judge(plan, scope, slots).Outages;
    }

    private async ValueTask<IReadOnlyList<MeasuredSlot>> ReadMinutesAsync(long from, long to, CancellationToken cancellationToken)
    {
        List<MeasuredSlot> slots = [];
        Dictionary<(string Agent, int Partition), int> producers = [];
        foreach (CellRow row in await store.ReadCircuitAsync(terms.Circuit, from, to, cancellationToken))
        {
            if (slots.Count == 0 || slots[^1].Start != row.Minute)
            {
                slots.Add(new MeasuredSlot(row.Minute, 1));
            }

            if (!producers.TryGetValue((row.Agent, row.Partition), out int producer))
            {
                producers[(row.Agent, row.Partition)] = producer = producers.Count;
            }

            slots[^1].Add(producer, MinuteCellCodec.Decode(row.Cell.Span));
        }

        return slots;
    }
}
