using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A customer.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record CustomerModel(string Name, string Id, string DisplayName, DateTime CreatedAt);

/// <summary>A page of customers.</summary>
/// <param name="Customers">The customers, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CustomerListModel(IReadOnlyList<CustomerModel> Customers, string? NextPageToken) : IPage<CustomerModel>
{
    IReadOnlyList<CustomerModel> IPage<CustomerModel>.Rows => Customers;
}

/// <summary>A customer to create.</summary>
internal sealed record NewCustomerModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Name for people, 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }
}
