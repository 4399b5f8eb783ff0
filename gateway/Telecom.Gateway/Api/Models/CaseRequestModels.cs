using Telecom.Gateway.Api.Requests;

namespace Telecom.Gateway.Api.Models;

/// <summary>A case to open.</summary>
internal sealed record NewCaseModel
{
    /// <summary>Resource name of the subscription whose plan sets the deadlines.</summary>
    public required string Subscription { get; init; }

    /// <summary>Severity level of that plan, where it has any.</summary>
    public string? Severity { get; init; }

    /// <summary>Cause that the plan's severity table asks for.</summary>
    public string? Cause { get; init; }

    /// <summary>One line, 1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Details, at most 10000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Resource name of the affected circuit.</summary>
    public string? Circuit { get; init; }

    /// <summary>When it was reported; for provider staff. Absent: now.</summary>
    [Instant]
    public string? ReportedAt { get; init; }

    /// <summary>Resource names of outages, exclusions, claims and other cases that it is about.</summary>
    public IReadOnlyList<string>? Links { get; init; }
}

/// <summary>What to change of a case. A member that is absent stays as it is.</summary>
internal sealed record CasePatchModel
{
    /// <summary>One line, 1 to 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Details, at most 10000 characters; null: none.</summary>
    public string? Description { get; init; }

    /// <summary>Resource name of the affected circuit; null: none.</summary>
    public string? Circuit { get; init; }
}

/// <summary>A case after a step.</summary>
/// <param name="Case">The case.</param>
/// <param name="Effects">What the step did to clocks that ran before and after it.</param>
internal sealed record CaseStepModel(CaseModel Case, IReadOnlyList<ClockEffectModel> Effects);

/// <summary>What a step or other rules do to a clock.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="DueBefore">When it was due before; null: there was no deadline.</param>
/// <param name="DueAfter">When it is due now; null: there is no deadline.</param>
/// <param name="StateBefore">Its state before.</param>
/// <param name="StateAfter">Its state now.</param>
/// <param name="Why">How the new deadline came about.</param>
internal sealed record ClockEffectModel(string Clock, DateTime? DueBefore, DateTime? DueAfter, string StateBefore, string StateAfter, string Why);
