using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A claim for credit.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Outage">Resource name of the outage; null: none.</param>
/// <param name="Case">Resource name of the case; null: none.</param>
/// <param name="Contents">What it holds.</param>
/// <param name="FiledBy">Who filed it.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="ClaimDeadline">Until when the claim is in time; null: the contract sets none, or it is not known yet.</param>
/// <param name="TicketDeadline">Until when the ticket before it is in time; null: none, or not known yet.</param>
/// <param name="Etag">Changes with every event.</param>
internal sealed record ClaimModel(
    string Name,
    string Id,
    string Subscription,
    string? Outage,
    string? Case,
    ClaimContentsModel Contents,
    string FiledBy,
    DateTime FiledAt,
    ClaimDeadlineModel? ClaimDeadline,
    ClaimDeadlineModel? TicketDeadline,
    string Etag);

/// <summary>What a claim holds. What is null is missing in the claim.</summary>
internal sealed record ClaimContentsModel
{
    /// <summary>Subject of the message, at most 1000 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>Times of the incidents as the customer wrote them, at most 10000 characters.</summary>
    public string? IncidentTimes { get; init; }

    /// <summary>E-mail address of the account, at most 1000 characters.</summary>
    public string? AccountEmail { get; init; }

    /// <summary>Number of the support ticket, at most 1000 characters.</summary>
    public string? TicketNumber { get; init; }

    /// <summary>Logs or where they are, at most 100000 characters.</summary>
    public string? Logs { get; init; }
}

/// <summary>A deadline of a claim.</summary>
/// <param name="At">The end of the window.</param>
/// <param name="Inclusive">True when the end itself is in time.</param>
/// <param name="Clause">Clause that sets it.</param>
internal sealed record ClaimDeadlineModel(DateTime At, bool Inclusive, string Clause);

/// <summary>A page of claims.</summary>
/// <param name="Claims">The claims, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record ClaimListModel(IReadOnlyList<ClaimModel> Claims, string? NextPageToken) : IPage<ClaimModel>
{
    IReadOnlyList<ClaimModel> IPage<ClaimModel>.Rows => Claims;
}

/// <summary>A claim to file.</summary>
internal sealed record NewClaimModel
{
    /// <summary>Resource name of the subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>Resource name of the outage.</summary>
    public string? Outage { get; init; }

    /// <summary>Resource name of the case.</summary>
    public string? Case { get; init; }

    /// <summary>What it holds.</summary>
    public ClaimContentsModel? Contents { get; init; }
}
