using Telecom.Catalog.V1;

namespace Telecom.Support.Tests.Worked;

/// <summary>A case whose clocks were worked out by hand, from any source.</summary>
internal sealed record WorkedCase(string Name, string Subscription, string Severity, string Cause, DateTimeOffset ReportedAt)
{
    /// <summary>Working time that the subscription states; null: the contract's.</summary>
    public WorkCalendar? Calendar { get; init; }

    /// <summary>Readings that the subscription chooses.</summary>
    public IReadOnlyDictionary<string, string> Readings { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<WorkedEvent> Events { get; init; } = [];

    public IReadOnlyList<WorkedClock> Clocks { get; init; } = [];
}
