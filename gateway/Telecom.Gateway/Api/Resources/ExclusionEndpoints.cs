using System.ComponentModel.DataAnnotations;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Exclusions.</summary>
internal static class ExclusionEndpoints
{
    private const string Collection = "exclusions";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapExclusions(this RouteGroupBuilder api)
    {
        RouteGroupBuilder exclusions = api.Resource("Exclusions");
        _ = exclusions.Read("/customers/{customer}/exclusions", "listExclusions", List);
        _ = exclusions.Read("/customers/{customer}/exclusions/{exclusion}", "getExclusion", GetAsync);
        _ = exclusions.Write<NewExclusionModel>("/customers/{customer}/exclusions", "createExclusion", CreateAsync).WithMetadata(new TakesIdempotencyKey());
        _ = exclusions.Write<ExclusionDecisionModel>("/customers/{customer}/exclusions/{exclusion}/decide", "decideExclusion", DecideAsync)
            .WithMetadata(new TakesIfMatch());
    }

    /// <summary>Exclusions of a customer, newest first.</summary>
    internal static TableResult<ExclusionListModel, ExclusionModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? outage = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        return new(CsvTables.Exclusions, ReadAsync, pageSize, pageToken);

        async Task<ExclusionListModel> ReadAsync(int size, string token)
        {
            var request = new ListExclusionsRequest { Parent = ResourceNames.Customer(customer), Outage = outage ?? "", PageSize = size, PageToken = token };
            ListExclusionsResponse response = await clients.Ledger.ListExclusionsAsync(request, clients.For(context));
            return new ExclusionListModel([.. response.Exclusions.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>One exclusion.</summary>
    internal static async Task<ResourceResult<ExclusionModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string exclusion)
    {
        GetExclusionResponse response = await clients.Ledger.GetExclusionAsync(
            new GetExclusionRequest { Name = ResourceNames.Of(customer, Collection, exclusion) }, clients.For(context));
        return new(response.Exclusion.ToModel(), response.Exclusion.Etag);
    }

    /// <summary>Records an exclusion. It counts for nothing before it is approved.</summary>
    internal static async Task<CreatedResult<ExclusionModel>> CreateAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewExclusionModel sent = (await RequestBody.ReadAsync<NewExclusionModel>(context)).Value;
        var request = new CreateExclusionRequest
        {
            Parent = ResourceNames.Customer(customer),
            RequestId = Conditions.RequestId(context),
            Exclusion = new Exclusion
            {
                Circuit = sent.Circuit ?? "",
                Outage = sent.Outage ?? "",
                Time = TimeRanges.Read(sent.Time),
                Category = sent.Category,
                Evidence = sent.Evidence,
                Case = sent.Case ?? "",
            },
        };
        Exclusion created = (await clients.Ledger.CreateExclusionAsync(request, clients.For(context))).Exclusion;
        return new(created.Name, created.ToModel(), created.Etag);
    }

    /// <summary>Approves or rejects an exclusion. The same decision twice is one.</summary>
    internal static async Task<ResourceResult<ExclusionModel>> DecideAsync(
        HttpContext context, BackendClients clients, string customer, string exclusion)
    {
        ExclusionDecisionModel sent = (await RequestBody.ReadAsync<ExclusionDecisionModel>(context)).Value;
        var request = new DecideExclusionRequest
        {
            Name = ResourceNames.Of(customer, Collection, exclusion),
            Status = Codes.Read<ExclusionStatus>(sent.Status),
            Reason = sent.Reason,
            Etag = Conditions.IfMatch(context),
        };
        Exclusion decided = (await clients.Ledger.DecideExclusionAsync(request, clients.For(context))).Exclusion;
        return new(decided.ToModel(), decided.Etag);
    }
}
