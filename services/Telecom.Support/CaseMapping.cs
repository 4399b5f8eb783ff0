using System.Globalization;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>Cases to their wire form.</summary>
internal static class CaseMapping
{
    /// <summary>A case and its clocks.</summary>
    /// <param name="facts">The case.</param>
    /// <param name="clocks">Its clocks, as read now.</param>
    public static Case ToProto(CaseFacts facts, IReadOnlyList<ClockReading> clocks) => new()
    {
        Name = facts.Name,
        Subscription = facts.Content.Subscription,
        Severity = facts.Content.Severity,
        Title = facts.Content.Title,
        Description = facts.Content.Description,
        Circuit = facts.Content.Circuit,
        ReportedAtUs = facts.ReportedAtUs,
        ReportedBy = facts.ReportedBy,
        State = CaseState.Open,
        Etag = facts.Version.ToString(CultureInfo.InvariantCulture),
        Clocks = { clocks.Select(ToProto) },
    };

    private static Clock ToProto(ClockReading reading) => new()
    {
        Name = reading.Clock.Name,
        TargetUs = reading.Clock.TargetUs,
        StartedAtUs = reading.StartedAt.Microseconds,
        DueAtUs = reading.DueAt.Microseconds,
        RemainingUs = reading.RemainingUs,
        State = reading.Breached ? ClockState.Breached : ClockState.Running,
        Clause = reading.Clock.Clause,
    };
}
