using Telecom.Gateway.Api.Models;

namespace Telecom.Gateway.Feed.Models;

/// <summary>Data of an event "status": a part of the feed is behind, or no longer.</summary>
/// <param name="Part">"outages" or "cases".</param>
/// <param name="State">"live", "behind" (what happens there comes later) or "not_allowed" (the caller's roles do not reach it).</param>
/// <param name="Reason">Reason code; null when it is live.</param>
internal sealed record FeedStatusModel(string Part, string State, string? Reason);

/// <summary>Data of an event "outage" (telecom.sla.v1.OutageEvent).</summary>
/// <param name="Id">Unique id: the outage's resource name and the place in its history.</param>
/// <param name="Kind">"detected", "revised", "ended", "withdrawn", "reported", "exclusion", "claim" or "linked".</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Link">Resource name of the case, exclusion or claim that it is about; null for none.</param>
/// <param name="Outage">The outage after it.</param>
internal sealed record FeedOutageModel(string Id, string Kind, DateTime RecordedAt, string? Link, FeedOutageRecordModel Outage);

/// <summary>An outage with both ledgers (telecom.sla.v1.OutageRecord).</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Ongoing">True while it goes on.</param>
/// <param name="Withdrawn">True when later samples showed that there was none.</param>
/// <param name="Counted">What the contract counts of it; null: nothing.</param>
/// <param name="CountedBecause">Why that is so.</param>
/// <param name="ReportedAt">When the customer first reported it; null: never.</param>
/// <param name="Cases">Resource names of the cases about it.</param>
/// <param name="Exclusions">Resource names of the exclusions for it.</param>
/// <param name="Claims">Resource names of the claims for it.</param>
/// <param name="RecordedAt">When it was first recorded.</param>
/// <param name="Etag">Changes with every event.</param>
internal sealed record FeedOutageRecordModel(
    string Name,
    string Id,
    string Circuit,
    string Subscription,
    string Contract,
    TimeRangeModel Measured,
    bool Ongoing,
    bool Withdrawn,
    TimeRangeModel? Counted,
    string? CountedBecause,
    DateTime? ReportedAt,
    IReadOnlyList<string> Cases,
    IReadOnlyList<string> Exclusions,
    IReadOnlyList<string> Claims,
    DateTime RecordedAt,
    string Etag);

/// <summary>Data of an event "case" (telecom.support.v1.CaseEvent).</summary>
/// <param name="Id">Unique id: the case's resource name and the place in it.</param>
/// <param name="Case">Resource name of the case.</param>
/// <param name="Version">Place of the event in its case, from 1, without gaps.</param>
/// <param name="Type">What happened, for example "case.opened" or "case.alarm".</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Actor">Who did it; null: the service itself.</param>
/// <param name="Visibility">"public" or "internal".</param>
/// <param name="Text">Text of the step; null when it has none.</param>
/// <param name="Alarm">The alarm of "case.alarm"; null for other types.</param>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Circuit">Resource name of the circuit; null for none.</param>
/// <param name="Severity">Severity after the event; null for none.</param>
/// <param name="Cause">Cause after the event; null for none.</param>
/// <param name="State">State after the event, for example "in_progress".</param>
/// <param name="Origin">"customer", "staff" or "outage".</param>
/// <param name="ReportedAt">When the case was reported.</param>
/// <param name="Link">Resource name of what the event refers to; null for nothing.</param>
internal sealed record FeedCaseModel(
    string Id,
    string Case,
    long Version,
    string Type,
    DateTime OccurredAt,
    DateTime RecordedAt,
    string? Actor,
    string Visibility,
    string? Text,
    FeedAlarmModel? Alarm,
    string Subscription,
    string? Circuit,
    string? Severity,
    string? Cause,
    string State,
    string Origin,
    DateTime ReportedAt,
    string? Link);

/// <summary>An alarm of a clock.</summary>
/// <param name="Kind">"warning", "breach" or "escalation".</param>
/// <param name="Clock">"respond", "fix" or "resolve".</param>
/// <param name="Percent">Share of the target that was used up, percent.</param>
/// <param name="DueAt">The instant that it is for.</param>
/// <param name="DeadlineAt">The deadline at that time; null for none.</param>
/// <param name="EscalatedTo">Whom the ladder names; null for none, and for customers.</param>
/// <param name="EscalationLevel">Level of the ladder; 0: none.</param>
internal sealed record FeedAlarmModel(string Kind, string Clock, int Percent, DateTime DueAt, DateTime? DeadlineAt, string? EscalatedTo, int EscalationLevel);
