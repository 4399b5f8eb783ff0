using Telecom.Common.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Feed.Models;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Feed;

/// <summary>Events from their gRPC form to their JSON form.</summary>
internal static class FeedMapping
{
    /// <summary>An event of an outage.</summary>
    /// <param name="sent">The message.</param>
    public static FeedOutageModel ToFeedModel(this OutageEvent sent) => new(
        sent.Id, Figures.Code(sent.Kind), Figures.Instant(sent.RecordedAtUs), Figures.OrNull(sent.Link), ToModel(sent.Outage ?? new OutageRecord()));

    /// <summary>An event of a case.</summary>
    /// <param name="sent">The message.</param>
    public static FeedCaseModel ToFeedModel(this CaseEvent sent) => new(
        sent.Id,
        sent.Case,
        sent.Version,
        sent.Type,
        Figures.Instant(sent.OccurredAtUs),
        Figures.Instant(sent.RecordedAtUs),
        Figures.OrNull(sent.Actor),
        Figures.Code(sent.Visibility),
        Figures.OrNull(sent.Text),
        sent.Alarm is { } alarm ? ToModel(alarm) : null,
        sent.Subscription,
        Figures.OrNull(sent.Circuit),
        Figures.OrNull(sent.Severity),
        Figures.OrNull(sent.Cause),
        Figures.Code(sent.State),
        Figures.Code(sent.Origin),
        Figures.Instant(sent.ReportedAtUs),
        Figures.OrNull(sent.Link));

    private static FeedOutageRecordModel ToModel(OutageRecord outage) => new(
        outage.Name,
        Figures.IdOf(outage.Name),
        outage.Circuit,
        outage.Subscription,
        outage.Contract,
        ToModel(outage.Measured) ?? new TimeRangeModel(Figures.Instant(0), Figures.Instant(0)),
        outage.Ongoing,
        outage.Withdrawn,
        ToModel(outage.Counted),
        Figures.OrNull(outage.CountedBecause),
        Figures.InstantOrNull(outage.ReportedAtUs),
        [.. outage.Cases],
        [.. outage.Exclusions],
        [.. outage.Claims],
        Figures.Instant(outage.RecordedAtUs),
        outage.Etag);

    private static FeedAlarmModel ToModel(Alarm alarm) => new(
        Figures.Code(alarm.Kind),
        alarm.Clock,
        alarm.Percent,
        Figures.Instant(alarm.DueAtUs),
        Figures.InstantOrNull(alarm.DeadlineUs),
        Figures.OrNull(alarm.EscalatedTo),
        alarm.EscalationLevel);

    private static TimeRangeModel? ToModel(TimeRange? range) =>
        range is null ? null : new TimeRangeModel(Figures.Instant(range.StartUs), Figures.Instant(range.EndUs));
}
