using System.ComponentModel.DataAnnotations;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Claims.</summary>
internal static class ClaimEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapClaims(this RouteGroupBuilder api)
    {
        RouteGroupBuilder claims = api.Resource("Claims");
        _ = claims.Read("/customers/{customer}/claims", "listClaims", List);
        _ = claims.Read("/customers/{customer}/claims/{claim}", "getClaim", GetAsync);
        _ = claims.Write<NewClaimModel>("/customers/{customer}/claims", "fileClaim", FileAsync).WithMetadata(new TakesIdempotencyKey());
    }

    /// <summary>Claims of a customer, newest first.</summary>
    internal static TableResult<ClaimListModel, ClaimModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? outage = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        return new(CsvTables.Claims, ReadAsync, pageSize, pageToken);

        async Task<ClaimListModel> ReadAsync(int size, string token)
        {
            var request = new ListClaimsRequest { Parent = ResourceNames.Customer(customer), Outage = outage ?? "", PageSize = size, PageToken = token };
            ListClaimsResponse response = await clients.Ledger.ListClaimsAsync(request, clients.For(context));
            return new ClaimListModel([.. response.Claims.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>One claim.</summary>
    internal static async Task<ResourceResult<ClaimModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string claim)
    {
        GetClaimResponse response = await clients.Ledger.GetClaimAsync(
            new GetClaimRequest { Name = ResourceNames.Of(customer, "claims", claim) }, clients.For(context));
        return new(response.Claim.ToModel(), response.Claim.Etag);
    }

    /// <summary>Files a claim for credit.</summary>
    internal static async Task<CreatedResult<ClaimModel>> FileAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewClaimModel sent = (await RequestBody.ReadAsync<NewClaimModel>(context)).Value;
        var request = new FileClaimRequest
        {
            Parent = ResourceNames.Customer(customer),
            RequestId = Conditions.RequestId(context),
            Claim = new Claim
            {
                Subscription = sent.Subscription,
                Outage = sent.Outage ?? "",
                Case = sent.Case ?? "",
                Contents = new ClaimContents
                {
                    Subject = sent.Contents?.Subject ?? "",
                    IncidentTimes = sent.Contents?.IncidentTimes ?? "",
                    AccountEmail = sent.Contents?.AccountEmail ?? "",
                    TicketNumber = sent.Contents?.TicketNumber ?? "",
                    Logs = sent.Contents?.Logs ?? "",
                },
            },
        };
        Claim filed = (await clients.Ledger.FileClaimAsync(request, clients.For(context))).Claim;
        return new(filed.Name, filed.ToModel(), filed.Etag);
    }
}
