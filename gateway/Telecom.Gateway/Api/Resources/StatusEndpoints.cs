using System.ComponentModel.DataAnnotations;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Where circuits stand.</summary>
internal static class StatusEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapStatus(this RouteGroupBuilder api)
    {
        RouteGroupBuilder status = api.Resource("Status");
        _ = status.Read("/customers/{customer}/status", "listStatuses", List);
        _ = status.Read("/customers/{customer}/circuits/{circuit}/status", "getStatus", GetAsync);
    }

    /// <summary>Where every circuit of a customer stands in a period.</summary>
    internal static TableResult<StatusListModel, CircuitStatusModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? month = null,
        [Instant] string? asOf = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        return new(CsvTables.Statuses, ReadAsync, pageSize, pageToken);

        async Task<StatusListModel> ReadAsync(int size, string token)
        {
            var request = new ListStatusesRequest
            {
                Parent = ResourceNames.Customer(customer),
                Month = month ?? "",
                AsOfUs = Instants.Us(asOf),
                PageSize = size,
                PageToken = token,
            };
            ListStatusesResponse response = await clients.Sla.ListStatusesAsync(request, clients.For(context));
            return new StatusListModel(request.Parent, [.. response.Statuses.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>Where a circuit stands in a period.</summary>
    internal static async Task<ResourceResult<CircuitStatusModel>> GetAsync(
        HttpContext context, BackendClients clients, string customer, string circuit, string? month = null, [Instant] string? asOf = null)
    {
        var request = new GetStatusRequest { Name = ResourceNames.Of(customer, "circuits", circuit), Month = month ?? "", AsOfUs = Instants.Us(asOf) };
        GetStatusResponse response = await clients.Sla.GetStatusAsync(request, clients.For(context));
        return new(response.Status.ToModel());
    }
}
