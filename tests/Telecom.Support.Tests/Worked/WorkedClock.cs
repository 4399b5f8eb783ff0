namespace Telecom.Support.Tests.Worked;

/// <summary>What a worked case says about a clock.</summary>
/// <param name="Clock">"respond", "fix" or "resolve".</param>
internal sealed record WorkedClock(string Clock)
{
    /// <summary>True when it says something about the deadline, if only that there is none.</summary>
    public bool SaysDue { get; init; }

    public DateTimeOffset? Due { get; init; }

    public bool? Met { get; init; }

    /// <summary>Deadlines under other options of a reading.</summary>
    public IReadOnlyList<(string Reading, string Option, DateTimeOffset Due)> Alternatives { get; init; } = [];
}
