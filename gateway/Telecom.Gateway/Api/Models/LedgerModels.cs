using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Models;

/// <summary>Time that a category of the contract is said to exclude.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Outage">Resource name of the outage; null: every outage of the circuit that it overlaps.</param>
/// <param name="Time">The time.</param>
/// <param name="Category">Category of the contract's exclusions.</param>
/// <param name="Clause">Clause that excludes it.</param>
/// <param name="Status">Where the decision stands.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Case">Resource name of the case that it came from; null: none.</param>
/// <param name="CreatedBy">Who recorded it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="DecidedBy">Who decided; null: nobody.</param>
/// <param name="DecidedAt">When; null: not decided.</param>
/// <param name="DecisionReason">Why it was decided so; null: not decided.</param>
/// <param name="Etag">Changes with every event.</param>
internal sealed record ExclusionModel(
    string Name,
    string Id,
    string? Circuit,
    string? Outage,
    TimeRangeModel? Time,
    string Category,
    string Clause,
    [property: Codes(typeof(ExclusionStatus))] string Status,
    string Evidence,
    string? Case,
    string CreatedBy,
    DateTime RecordedAt,
    string? DecidedBy,
    DateTime? DecidedAt,
    string? DecisionReason,
    string Etag);

/// <summary>A page of exclusions.</summary>
/// <param name="Exclusions">The exclusions, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record ExclusionListModel(IReadOnlyList<ExclusionModel> Exclusions, string? NextPageToken) : IPage<ExclusionModel>
{
    IReadOnlyList<ExclusionModel> IPage<ExclusionModel>.Rows => Exclusions;
}

/// <summary>A half-open range of time in a request.</summary>
internal sealed record NewTimeRangeModel
{
    /// <summary>First instant.</summary>
    [Instant]
    public required string Start { get; init; }

    /// <summary>First instant after the range.</summary>
    [Instant]
    public required string End { get; init; }
}

/// <summary>An exclusion to record.</summary>
internal sealed record NewExclusionModel
{
    /// <summary>Resource name of the circuit; may be left out when the outage is named.</summary>
    public string? Circuit { get; init; }

    /// <summary>Resource name of the outage; absent: every outage of the circuit that it overlaps.</summary>
    public string? Outage { get; init; }

    /// <summary>The time; may be left out when an outage that is over is named.</summary>
    public NewTimeRangeModel? Time { get; init; }

    /// <summary>Category of the contract's exclusions, for example "force_majeure".</summary>
    public required string Category { get; init; }

    /// <summary>What it rests on, 1 to 10000 characters.</summary>
    public required string Evidence { get; init; }

    /// <summary>Resource name of the case that it came from.</summary>
    public string? Case { get; init; }
}

/// <summary>A decision about an exclusion.</summary>
internal sealed record ExclusionDecisionModel
{
    /// <summary>The decision.</summary>
    [Codes(typeof(ExclusionStatus), Except = [(int)ExclusionStatus.Proposed])]
    public required string Status { get; init; }

    /// <summary>Why, 1 to 10000 characters.</summary>
    public required string Reason { get; init; }
}
