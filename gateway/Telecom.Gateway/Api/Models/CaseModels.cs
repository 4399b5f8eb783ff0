namespace Telecom.Gateway.Api.Models;

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CaseListModel(IReadOnlyList<CaseModel> Cases, string? NextPageToken);

/// <summary>A support case.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Subscription">Resource name of the subscription whose plan sets the deadlines.</param>
/// <param name="Severity">Severity level of that plan.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Details.</param>
/// <param name="Circuit">Resource name of the affected circuit; null for none.</param>
/// <param name="ReportedAt">When it was reported.</param>
/// <param name="ReportedBy">Who reported it.</param>
/// <param name="State">"open".</param>
/// <param name="Clocks">Its clocks, as read when the answer was made.</param>
/// <param name="Etag">Changes with every event of the case.</param>
internal sealed record CaseModel(
    string Name,
    string Id,
    string Subscription,
    string Severity,
    string Title,
    string Description,
    string? Circuit,
    DateTime ReportedAt,
    string ReportedBy,
    string State,
    IReadOnlyList<ClockModel> Clocks,
    string Etag);

/// <summary>A deadline of a case.</summary>
/// <param name="Name">"acknowledge" or "resolve".</param>
/// <param name="State">"running" or "breached".</param>
/// <param name="TargetMinutes">Elapsed time that the plan allows, 4 decimals.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="RemainingMinutes">Time left, 4 decimals; negative when overdue.</param>
/// <param name="Clause">The clause of the agreement.</param>
internal sealed record ClockModel(
    string Name, string State, string TargetMinutes, DateTime StartedAt, DateTime DueAt, string RemainingMinutes, string Clause);
