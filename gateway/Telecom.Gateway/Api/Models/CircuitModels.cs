using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A circuit.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="Subscription">Resource name of the subscription that covers it.</param>
/// <param name="Region">Region; null for none.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record CircuitModel(string Name, string Id, string DisplayName, string Subscription, string? Region, DateTime CreatedAt);

/// <summary>A page of circuits.</summary>
/// <param name="Circuits">The circuits, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record CircuitListModel(IReadOnlyList<CircuitModel> Circuits, string? NextPageToken) : IPage<CircuitModel>
{
    IReadOnlyList<CircuitModel> IPage<CircuitModel>.Rows => Circuits;
}

/// <summary>A circuit to create.</summary>
internal sealed record NewCircuitModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Name for people, 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Resource name of the subscription that covers it; of the same customer.</summary>
    public required string Subscription { get; init; }

    /// <summary>Region that the contract's performance limits are stated for.</summary>
    public string? Region { get; init; }
}
