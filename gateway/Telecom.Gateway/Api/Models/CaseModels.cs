using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CaseListModel(IReadOnlyList<CaseModel> Cases, string? NextPageToken) : IPage<CaseModel>
{
    IReadOnlyList<CaseModel> IPage<CaseModel>.Rows => Cases;
}

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
/// <param name="WaitingOn">What it waits for: "customer" or "supplier"; null: nothing.</param>
/// <param name="Rules">The rules that it runs under; null in answers that leave them out.</param>
/// <param name="Duplicates">Resource names of its duplicates.</param>
/// <param name="Attachments">Files put to it as evidence, as far as the caller may see them.</param>
/// <param name="Times">When each step was taken.</param>
/// <param name="Assumptions">What the facts do not say and the clocks had to suppose.</param>
/// <param name="Workaround">The workaround; null: there is none.</param>
/// <param name="Resolution">The resolution; null: there is none.</param>
/// <param name="CreatedAt">When it was recorded.</param>
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
    string Etag,
    string? WaitingOn,
    CaseRulesModel? Rules,
    IReadOnlyList<string> Duplicates,
    IReadOnlyList<AttachmentModel> Attachments,
    CaseTimesModel Times,
    IReadOnlyList<string> Assumptions,
    string? Workaround,
    string? Resolution,
    DateTime? CreatedAt);

/// <summary>A file that was put to a case: its content stays where it is.</summary>
/// <param name="Sha256">SHA-256 of the content, hexadecimal.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="SizeBytes">Size, bytes.</param>
internal sealed record AttachmentModel(string Sha256, string FileName, string MediaType, long SizeBytes);

/// <summary>When the steps of a case were taken; null: not taken.</summary>
/// <param name="AcknowledgedAt">First confirmation.</param>
/// <param name="RespondedAt">First response in substance.</param>
/// <param name="WorkaroundAt">First workaround.</param>
/// <param name="ResolvedAt">The resolution that holds.</param>
/// <param name="EndedAt">The end: closed, cancelled or rejected.</param>
internal sealed record CaseTimesModel(
    DateTime? AcknowledgedAt, DateTime? RespondedAt, DateTime? WorkaroundAt, DateTime? ResolvedAt, DateTime? EndedAt);

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
/// <param name="Alternatives">The deadline under every other option of a reading that would move it.</param>
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
    string Why,
    IReadOnlyList<ClockAlternativeModel> Alternatives);

/// <summary>A clock under another reading of the agreement.</summary>
/// <param name="Reading">Id of the reading.</param>
/// <param name="Option">Its option.</param>
/// <param name="DueAt">When the clock would be due; null: there would be no deadline.</param>
internal sealed record ClockAlternativeModel(string Reading, string Option, DateTime? DueAt);

/// <summary>Hours of a support channel.</summary>
/// <param name="Open">True when it is open now.</param>
/// <param name="ChangesAt">When that changes next; null: not within a month.</param>
/// <param name="Hours">The hours in words.</param>
/// <param name="Clause">The clause of the agreement.</param>
internal sealed record ChannelHoursModel(bool Open, DateTime? ChangesAt, string Hours, string Clause);
