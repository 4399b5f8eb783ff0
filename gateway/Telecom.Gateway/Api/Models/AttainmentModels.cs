using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Models;

/// <summary>How well support clocks were kept in a period.</summary>
/// <param name="Rows">A row for each contract, severity and clock.</param>
/// <param name="AsOf">The instant at which open clocks were read.</param>
/// <param name="CaseCount">Cases that were looked at.</param>
internal sealed record AttainmentModel(IReadOnlyList<AttainmentRowModel> Rows, DateTime AsOf, long CaseCount) : IPage<AttainmentRowModel>
{
    string? IPage<AttainmentRowModel>.NextPageToken => null;
}

/// <summary>Attainment of one clock of one severity.</summary>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Severity">Severity at the end or now; null: the plan has none.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Met">Cases whose clock was met.</param>
/// <param name="Breached">Cases whose clock was breached.</param>
/// <param name="Open">Cases whose clock is open.</param>
/// <param name="Unjudged">Cases whose clock ended without a verdict.</param>
/// <param name="AttainmentPct">Met of met and breached, 4 decimals; null: nothing was judged.</param>
/// <param name="Percentiles">Percentiles of the time to the step, where it was done.</param>
internal sealed record AttainmentRowModel(
    string Contract,
    string? Severity,
    string Clock,
    long Met,
    long Breached,
    long Open,
    long Unjudged,
    string? AttainmentPct,
    IReadOnlyList<PercentileModel> Percentiles);

/// <summary>A percentile of a duration.</summary>
/// <param name="Percent">Which, 1 to 100.</param>
/// <param name="Minutes">The duration, 4 decimals.</param>
internal sealed record PercentileModel(int Percent, string Minutes);

/// <summary>A case behind a figure.</summary>
/// <param name="Case">Resource name of the case.</param>
/// <param name="Outcome">What became of the clock.</param>
/// <param name="Clock">The clock.</param>
internal sealed record AttainmentCaseModel(string Case, [property: Codes(typeof(ClockOutcome))] string Outcome, ClockModel Clock);

/// <summary>A page of the cases behind a figure.</summary>
/// <param name="Cases">The cases, newest first.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record AttainmentCaseListModel(IReadOnlyList<AttainmentCaseModel> Cases, string? NextPageToken) : IPage<AttainmentCaseModel>
{
    IReadOnlyList<AttainmentCaseModel> IPage<AttainmentCaseModel>.Rows => Cases;
}
