using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A network agent.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="DisplayName">Name for people.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="DisabledAt">When it was disabled; null: it is not.</param>
internal sealed record AgentModel(string Name, string Id, string DisplayName, DateTime CreatedAt, DateTime? DisabledAt);

/// <summary>A page of agents.</summary>
/// <param name="Agents">The agents, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record AgentListModel(IReadOnlyList<AgentModel> Agents, string? NextPageToken) : IPage<AgentModel>
{
    IReadOnlyList<AgentModel> IPage<AgentModel>.Rows => Agents;
}

/// <summary>An agent to create.</summary>
internal sealed record NewAgentModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Name for people, 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }
}
