using System.ComponentModel.DataAnnotations;
using Telecom.Common.V1;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Outages.</summary>
internal static class OutageEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapOutages(this RouteGroupBuilder api)
    {
        RouteGroupBuilder outages = api.Resource("Outages");
        _ = outages.Read("/customers/{customer}/outages", "listOutages", List);
        _ = outages.Read("/customers/{customer}/outages/{outage}", "getOutage", GetAsync);
    }

    /// <summary>Outages of a customer, newest first.</summary>
    internal static TableResult<OutageListModel, OutageRecordModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        string? circuit = null,
        [Instant] string? from = null,
        [Instant] string? to = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        TimeRange? touching = TimeRanges.Read(from, to);
        return new(CsvTables.Outages, ReadAsync, pageSize, pageToken);

        async Task<OutageListModel> ReadAsync(int size, string token)
        {
            var request = new ListOutagesRequest
            {
                Parent = ResourceNames.Customer(customer),
                Circuit = circuit ?? "",
                Touching = touching,
                PageSize = size,
                PageToken = token,
            };
            ListOutagesResponse response = await clients.Outages.ListOutagesAsync(request, clients.For(context));
            return new OutageListModel([.. response.Outages.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>One outage.</summary>
    internal static async Task<ResourceResult<OutageRecordModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string outage)
    {
        GetOutageResponse response = await clients.Outages.GetOutageAsync(
            new GetOutageRequest { Name = ResourceNames.Of(customer, "outages", outage) }, clients.For(context));
        return new(response.Outage.ToModel(), response.Outage.Etag);
    }
}
