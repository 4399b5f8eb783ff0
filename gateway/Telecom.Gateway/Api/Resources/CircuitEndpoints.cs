using System.ComponentModel.DataAnnotations;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Circuits.</summary>
internal static class CircuitEndpoints
{
    private const string Collection = "circuits";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapCircuits(this RouteGroupBuilder api)
    {
        RouteGroupBuilder circuits = api.Resource("Circuits");
        _ = circuits.Read("/customers/{customer}/circuits", "listCircuits", List);
        _ = circuits.Read("/customers/{customer}/circuits/{circuit}", "getCircuit", GetAsync);
        _ = circuits.Write<NewCircuitModel>("/customers/{customer}/circuits", "createCircuit", CreateAsync);
    }

    /// <summary>Circuits of a customer.</summary>
    internal static TableResult<CircuitListModel, CircuitModel> List(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        return new(CsvTables.Circuits, ReadAsync, pageSize, pageToken);

        async Task<CircuitListModel> ReadAsync(int size, string token)
        {
            var request = new ListCircuitsRequest { Parent = ResourceNames.Customer(customer), PageSize = size, PageToken = token };
            ListCircuitsResponse response = await clients.Catalog.ListCircuitsAsync(request, clients.For(context));
            return new CircuitListModel([.. response.Circuits.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>One circuit.</summary>
    internal static async Task<ResourceResult<CircuitModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string circuit)
    {
        GetCircuitResponse response = await clients.Catalog.GetCircuitAsync(
            new GetCircuitRequest { Name = ResourceNames.Of(customer, Collection, circuit) }, clients.For(context));
        return new(response.Circuit.ToModel());
    }

    /// <summary>Creates a circuit. The same content again is the same circuit; other content is a conflict.</summary>
    internal static async Task<CreatedResult<CircuitModel>> CreateAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewCircuitModel sent = (await RequestBody.ReadAsync<NewCircuitModel>(context)).Value;
        var wanted = new Circuit
        {
            Name = ResourceNames.Of(customer, Collection, sent.Id),
            DisplayName = sent.DisplayName,
            Subscription = sent.Subscription,
            Region = sent.Region ?? "",
        };
        Circuit created = (await clients.Catalog.CreateCircuitAsync(new CreateCircuitRequest { Circuit = wanted }, clients.For(context))).Circuit;
        return new(created.Name, created.ToModel(), "");
    }
}
