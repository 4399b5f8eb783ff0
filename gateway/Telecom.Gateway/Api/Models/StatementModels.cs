using System.Text.Json;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>What is owed for a period.</summary>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Period">The calendar month in the contract's zone, "2026-11", or the year, "2026".</param>
/// <param name="AsOf">The instant as of which it was rated.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="ContractSha256">SHA-256 of the contract document, hexadecimal.</param>
/// <param name="Statement">The statement document (docs/schemas/statement.schema.json); null when it could not be rated.</param>
/// <param name="UnratedBecause">Why it could not be rated; null when it was.</param>
/// <param name="Gaps">What of the evidence the suite does not record.</param>
internal sealed record StatementModel(
    string Subscription,
    string Period,
    DateTime AsOf,
    string Contract,
    string ContractSha256,
    JsonElement? Statement,
    string? UnratedBecause,
    IReadOnlyList<string> Gaps);

/// <summary>A page of statements.</summary>
/// <param name="Statements">The statements, by subscription.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record StatementListModel(IReadOnlyList<StatementModel> Statements, string? NextPageToken) : IPage<StatementModel>
{
    IReadOnlyList<StatementModel> IPage<StatementModel>.Rows => Statements;
}
