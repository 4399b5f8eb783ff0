using System.ComponentModel.DataAnnotations;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Customers.</summary>
internal static class CustomerEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapCustomers(this RouteGroupBuilder api)
    {
        RouteGroupBuilder customers = api.Resource("Customers");
        _ = customers.Read("/customers", "listCustomers", ListAsync);
        _ = customers.Read("/customers/{customer}", "getCustomer", GetAsync);
        _ = customers.Write<NewCustomerModel>("/customers", "createCustomer", CreateAsync);
    }

    /// <summary>Customers that the caller may see.</summary>
    internal static async Task<PageResult<CustomerListModel, CustomerModel>> ListAsync(
        HttpContext context, BackendClients clients, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        ListCustomersResponse response = await clients.Catalog.ListCustomersAsync(
            new ListCustomersRequest { PageSize = pageSize ?? 0, PageToken = pageToken ?? "" }, clients.For(context));
        return new(new CustomerListModel([.. response.Customers.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>One customer.</summary>
    internal static async Task<ResourceResult<CustomerModel>> GetAsync(HttpContext context, BackendClients clients, string customer)
    {
        GetCustomerResponse response = await clients.Catalog.GetCustomerAsync(
            new GetCustomerRequest { Name = ResourceNames.Customer(customer) }, clients.For(context));
        return new(response.Customer.ToModel());
    }

    /// <summary>Creates a customer. The same content again is the same customer; other content is a conflict.</summary>
    internal static async Task<CreatedResult<CustomerModel>> CreateAsync(HttpContext context, BackendClients clients)
    {
        NewCustomerModel sent = (await RequestBody.ReadAsync<NewCustomerModel>(context)).Value;
        var wanted = new Customer { Name = ResourceNames.Customer(sent.Id), DisplayName = sent.DisplayName };
        Customer created = (await clients.Catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = wanted }, clients.For(context))).Customer;
        return new(created.Name, created.ToModel(), "");
    }
}
