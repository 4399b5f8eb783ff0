using System.Globalization;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;
using Telecom.Storage.Events;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Sla.Outages;

/// <summary>Outages to their wire form.</summary>
internal sealed class OutageMapping(ContractLedger ledger, OngoingEnds ends)
{
    /// <summary>An outage with both ledgers.</summary>
    /// <param name="outage">The outage.</param>
    /// <param name="index">The catalogue.</param>
    public OutageRecord ToProto(OutageFact outage, CatalogIndex index)
    {
        long end = ends.EndOf(outage);
        CountedTime counted = ledger.Count(outage, end, index);
        return new OutageRecord
        {
            Name = outage.Name,
            Circuit = outage.Circuit,
            Subscription = outage.Subscription,
            Contract = outage.Contract,
            Measured = new WireRange { StartUs = outage.StartUs, EndUs = end },
            Ongoing = outage.Ongoing,
            Withdrawn = outage.Withdrawn,
            Counted = counted.Range is { } range ? ToProto(range) : null,
            CountedBecause = counted.Because,
            ReportedAtUs = outage.ReportedAtUs,
            Cases = { outage.Cases },
            Exclusions = { outage.Exclusions.Select(link => link.Name) },
            Claims = { outage.Claims.Select(link => link.Name) },
            RecordedAtUs = outage.RecordedAtUs,
            Etag = outage.Place.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>An event of the feed; null when the event is none of an outage.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="index">The catalogue.</param>
    public OutageEvent? ToProto(StoredEvent stored, CatalogIndex index)
    {
        OutageEventKind kind = FactStreams.CircuitOf(stored.Stream) is null ? OutageEventKind.Unspecified : OutageTypes.KindOf(stored.Type);
        if (kind == OutageEventKind.Unspecified)
        {
            return null;
        }

        OutageChanged changed = FactCodec.Read(stored.Data, FactCodec.Default.OutageChanged);
        return new OutageEvent
        {
            Position = stored.Position,
            Id = string.Create(CultureInfo.InvariantCulture, $"{changed.Outage.Name}/events/{changed.Outage.Place}"),
            Kind = kind,
            Outage = ToProto(changed.Outage, index),
            RecordedAtUs = stored.RecordedAtUs,
            Link = changed.Link,
        };
    }

    /// <summary>A range of time.</summary>
    public static WireRange ToProto(TimeRange range) => new() { StartUs = range.Start.Microseconds, EndUs = range.End.Microseconds };
}
