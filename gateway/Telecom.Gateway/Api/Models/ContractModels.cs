using System.Text.Json;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A contract document, without its text.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Title">Title of the agreement.</param>
/// <param name="Provider">The provider that promises it.</param>
/// <param name="Plans">Ids of its plans.</param>
/// <param name="DocumentSha256">SHA-256 of the document, hexadecimal.</param>
internal sealed record ContractModel(string Name, string Id, string Title, string Provider, IReadOnlyList<string> Plans, string DocumentSha256);

/// <summary>A page of contracts.</summary>
/// <param name="Contracts">The contracts, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record ContractListModel(IReadOnlyList<ContractModel> Contracts, string? NextPageToken) : IPage<ContractModel>
{
    IReadOnlyList<ContractModel> IPage<ContractModel>.Rows => Contracts;
}

/// <summary>What is owed by an evidence document.</summary>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="ContractSha256">SHA-256 of the contract document that it was rated by, hexadecimal.</param>
/// <param name="Statement">The statement document (docs/schemas/statement.schema.json).</param>
internal sealed record RatingModel(string Contract, string ContractSha256, JsonElement Statement);
