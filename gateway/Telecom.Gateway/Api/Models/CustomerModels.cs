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
internal sealed record CustomerListModel(IReadOnlyList<CustomerModel> Customers, string? NextPageToken);

/// <summary>A circuit.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Subscription">Resource name of the subscription that covers it.</param>
/// <param name="Region">Region; null for none.</param>
internal sealed record CircuitModel(string Name, string Id, string DisplayName, string Subscription, string? Region);

/// <summary>A page of circuits.</summary>
/// <param name="Circuits">The circuits, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CircuitListModel(IReadOnlyList<CircuitModel> Circuits, string? NextPageToken);
