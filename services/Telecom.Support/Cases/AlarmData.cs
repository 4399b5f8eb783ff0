using System.Text.Json.Serialization;
using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>An alarm of a clock.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Clock">"respond", "fix" or "resolve".</param>
/// <param name="Percent">Share of the target that was used up at its instant; 100 for a breach.</param>
/// <param name="DueAtUs">The instant that it is for, microseconds since the Unix epoch.</param>
/// <param name="DeadlineUs">The clock's deadline at that time, microseconds since the Unix epoch; 0: none.</param>
/// <param name="Key">Names the promise and the mark of it: each is written once.</param>
internal sealed record AlarmData(AlarmKind Kind, string Clock, int Percent, long DueAtUs, long DeadlineUs, string Key)
{
    /// <summary>Whom the ladder names, for an escalation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EscalatedTo { get; init; }

    /// <summary>Level of the ladder, from 1, for an escalation; 0 otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int EscalationLevel { get; init; }
}
