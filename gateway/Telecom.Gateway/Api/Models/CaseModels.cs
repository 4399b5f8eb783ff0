namespace Telecom.Gateway.Api.Models;

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CaseListModel(IReadOnlyList<CaseModel> Cases, string? NextPageToken);

/// <summary>A support case.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Subscription">Resource name of the subscription whose plan sets the deadlines.</param>
/// <param name="Severity">Severity level of that plan; null where it has none.</param>
/// <param name="Cause">Cause of the severity table; null where it has none.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Details.</param>
/// <param name="Circuit">Resource name of the affected circuit; null for none.</param>
/// <param name="ReportedAt">When it was reported.</param>
/// <param name="ReportedBy">Who reported it.</param>
/// <param name="Origin">"customer", "staff" or "outage".</param>
/// <param name="State">"open", "in_progress", "pending", "held", "resolved", "closed", "cancelled" or "rejected".</param>
/// <param name="EscalationLevel">Level of the ladder that it has reached; 0: none.</param>
/// <param name="DuplicateOf">Resource name of the case that it is a duplicate of; null for none.</param>
/// <param name="Links">Resource names of what it refers to.</param>
/// <param name="Clocks">Its clocks, as read when the answer was made.</param>
/// <param name="NextDueAt">When a clock is due next; null: none is.</param>
/// <param name="NoClocksBecause">Why there is no clock; null when there is one.</param>
/// <param name="ChannelHours">Hours of the support channel, where the plan promises a channel and no time; null elsewhere.</param>
/// <param name="Etag">Changes with every step of the case.</param>
internal sealed record CaseModel(
    string Name,
    string Id,
    string Subscription,
    string? Severity,
    string? Cause,
    string Title,
    string Description,
    string? Circuit,
    DateTime ReportedAt,
    string ReportedBy,
    string Origin,
    string State,
    int EscalationLevel,
    string? DuplicateOf,
    IReadOnlyList<string> Links,
    IReadOnlyList<ClockModel> Clocks,
    DateTime? NextDueAt,
    string? NoClocksBecause,
    ChannelHoursModel? ChannelHours,
    string Etag);

/// <summary>A deadline of a case.</summary>
/// <param name="Name">"respond", "fix" or "resolve".</param>
/// <param name="State">"running", "breached", "met", "paused", "not_started", "awaiting_agreement" or "stopped".</param>
/// <param name="TimeBasis">What it counts: "elapsed" or "working_hours".</param>
/// <param name="TargetMinutes">Time that the plan allows, 4 decimals; null: the parties agree on a time.</param>
/// <param name="StartedAt">When it started; null: it has not.</param>
/// <param name="DueAt">When it is due; null: there is no deadline, or a pause holds it open.</param>
/// <param name="DoneAt">When its step was done; null: it was not.</param>
/// <param name="ElapsedMinutes">Time that it has run, 4 decimals.</param>
/// <param name="PausedMinutes">Time that it stood still, 4 decimals.</param>
/// <param name="RemainingMinutes">Time left, 4 decimals; negative when overdue.</param>
/// <param name="Clause">The clause of the agreement.</param>
/// <param name="Why">How the deadline came about.</param>
internal sealed record ClockModel(
    string Name,
    string State,
    string TimeBasis,
    string? TargetMinutes,
    DateTime? StartedAt,
    DateTime? DueAt,
    DateTime? DoneAt,
    string ElapsedMinutes,
    string PausedMinutes,
    string RemainingMinutes,
    string Clause,
    string Why);

/// <summary>Hours of a support channel.</summary>
/// <param name="Open">True when it is open now.</param>
/// <param name="ChangesAt">When that changes next; null: not within a month.</param>
/// <param name="Hours">The hours in words.</param>
/// <param name="Clause">The clause of the agreement.</param>
internal sealed record ChannelHoursModel(bool Open, DateTime? ChangesAt, string Hours, string Clause);
