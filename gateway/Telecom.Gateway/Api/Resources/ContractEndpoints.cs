using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Contract documents, and ratings by them.</summary>
internal static class ContractEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapContracts(this RouteGroupBuilder api)
    {
        RouteGroupBuilder contracts = api.Resource("Contracts");
        _ = contracts.Read("/contracts", "listContracts", ListAsync);
        _ = contracts.Read("/contracts/{contract}", "getContract", GetAsync);
        _ = contracts.Read("/contracts/{contract}/document", "getContractDocument", GetDocumentAsync);
        _ = contracts.MapPost("/contracts/{contract}/rate", RateAsync).WithName("rate").Accepts<JsonElement>(Negotiation.Json);
    }

    /// <summary>The contract documents, without their text.</summary>
    internal static async Task<PageResult<ContractListModel, ContractModel>> ListAsync(
        HttpContext context, BackendClients clients, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        ListContractsResponse response = await clients.Catalog.ListContractsAsync(
            new ListContractsRequest { PageSize = pageSize ?? 0, PageToken = pageToken ?? "" }, clients.For(context));
        return new(new ContractListModel([.. response.Contracts.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>One contract document, without its text.</summary>
    internal static async Task<ResourceResult<ContractModel>> GetAsync(HttpContext context, BackendClients clients, string contract) =>
        new((await ReadAsync(context, clients, contract)).ToModel());

    /// <summary>The text of a contract document, byte for byte. Its ETag is the document's SHA-256.</summary>
    internal static async Task<DocumentResult> GetDocumentAsync(HttpContext context, BackendClients clients, string contract)
    {
        Contract found = await ReadAsync(context, clients, contract);
        return new(found.Document.ToByteArray(), Figures.Hex(found.DocumentSha256));
    }

    /// <summary>
    /// Rates an evidence document (docs/schemas/evidence.schema.json) by a contract. Nothing is read or stored but the contract.
    /// </summary>
    internal static async Task<ResourceResult<RatingModel>> RateAsync(
        HttpContext context, BackendClients clients, string contract, string? plan = null, [Instant] string? asOf = null)
    {
        byte[] evidence = await RequestBody.ReadBytesAsync(context, document: true);
        var request = new RateRequest
        {
            Contract = $"contracts/{contract}",
            Evidence = Encoding.UTF8.GetString(evidence),
            Plan = plan ?? "",
            AsOfUs = Instants.Us(asOf),
        };
        RateResponse response = await clients.Sla.RateAsync(request, clients.For(context));
        return new(new RatingModel(request.Contract, Figures.Hex(response.ContractSha256), LedgerMapping.Parse(response.Statement)));
    }

    private static async Task<Contract> ReadAsync(HttpContext context, BackendClients clients, string contract) =>
        (await clients.Catalog.GetContractAsync(new GetContractRequest { Name = $"contracts/{contract}" }, clients.For(context))).Contract;
}
