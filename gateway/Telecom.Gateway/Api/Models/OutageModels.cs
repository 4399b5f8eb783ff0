using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>An outage with both ledgers: what was measured, and what the contract counts.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Subscription">Resource name of the subscription that covers the circuit.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Measured">What was measured; while it goes on the end is the latest sample's.</param>
/// <param name="DurationMinutes">Length of what was measured, 4 decimals.</param>
/// <param name="Ongoing">True while it goes on.</param>
/// <param name="Withdrawn">True when later samples showed that there was none.</param>
/// <param name="Counted">What the contract counts of it, before exclusions; null: nothing.</param>
/// <param name="CountedBecause">Why that is so, with the clause.</param>
/// <param name="ReportedAt">When the customer first reported it; null: never.</param>
/// <param name="Cases">Resource names of the cases about it.</param>
/// <param name="Exclusions">Resource names of the exclusions for it.</param>
/// <param name="Claims">Resource names of the claims for it.</param>
/// <param name="RecordedAt">When it was first recorded.</param>
/// <param name="Etag">Changes with every event.</param>
internal sealed record OutageRecordModel(
    string Name,
    string Id,
    string Circuit,
    string Subscription,
    string Contract,
    TimeRangeModel Measured,
    string DurationMinutes,
    bool Ongoing,
    bool Withdrawn,
    TimeRangeModel? Counted,
    string CountedBecause,
    DateTime? ReportedAt,
    IReadOnlyList<string> Cases,
    IReadOnlyList<string> Exclusions,
    IReadOnlyList<string> Claims,
    DateTime RecordedAt,
    string Etag);

/// <summary>A page of outages.</summary>
/// <param name="Outages">The outages, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record OutageListModel(IReadOnlyList<OutageRecordModel> Outages, string? NextPageToken) : IPage<OutageRecordModel>
{
    IReadOnlyList<OutageRecordModel> IPage<OutageRecordModel>.Rows => Outages;
}
