using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Models;

/// <summary>Something that happened to a case.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Case">Resource name of the case.</param>
/// <param name="Type">What happened, for example "case.resolved".</param>
/// <param name="Version">Place of the event in its case, from 1.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Actor">Who did it; null: the service itself.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="Text">Text of the step; null: it has none.</param>
/// <param name="State">State of the case after it.</param>
/// <param name="Severity">Severity after it; null: none.</param>
/// <param name="Cause">Cause after it; null: none.</param>
/// <param name="Link">Resource name of what it refers to; null: nothing.</param>
/// <param name="Alarm">The alarm, for "case.alarm"; null: it is none.</param>
internal sealed record CaseEventModel(
    string Id,
    string Case,
    string Type,
    long Version,
    DateTime OccurredAt,
    DateTime RecordedAt,
    string? Actor,
    [property: Codes(typeof(Visibility))] string Visibility,
    string? Text,
    [property: Codes(typeof(CaseState))] string State,
    string? Severity,
    string? Cause,
    string? Link,
    AlarmModel? Alarm);

/// <summary>An alarm of a clock.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Percent">Share of the target that was used up.</param>
/// <param name="DueAt">The instant that it is for.</param>
/// <param name="Deadline">The deadline of the clock at that time.</param>
/// <param name="EscalatedTo">Whom the ladder names; null: nobody, or not for customers.</param>
/// <param name="EscalationLevel">Level of the ladder; 0: none.</param>
internal sealed record AlarmModel(
    [property: Codes(typeof(AlarmKind))] string Kind, string Clock, int Percent, DateTime DueAt, DateTime Deadline, string? EscalatedTo, int EscalationLevel);

/// <summary>A page of events.</summary>
/// <param name="Events">The events, oldest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CaseEventListModel(IReadOnlyList<CaseEventModel> Events, string? NextPageToken) : IPage<CaseEventModel>
{
    IReadOnlyList<CaseEventModel> IPage<CaseEventModel>.Rows => Events;
}
