using Telecom.Common.V1;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>An API key, without its secret.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Subject">Who presents it: a resource name of an agent, or a name for people.</param>
/// <param name="Roles">What it allows.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it stops working; null: it does not expire.</param>
/// <param name="RevokedAt">When it was revoked; null: it was not.</param>
internal sealed record KeyModel(
    string Name,
    string Id,
    string Subject,
    [property: Codes(typeof(Role))] IReadOnlyList<string> Roles,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? RevokedAt);

/// <summary>A page of keys.</summary>
/// <param name="Keys">The keys, by name; revoked and expired ones too.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record KeyListModel(IReadOnlyList<KeyModel> Keys, string? NextPageToken) : IPage<KeyModel>
{
    IReadOnlyList<KeyModel> IPage<KeyModel>.Rows => Keys;
}

/// <summary>A key to create.</summary>
internal sealed record NewKeyModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Who presents it: a resource name of an agent, or a name for people of 1 to 200 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>What it allows. An agent's key has "agent" alone.</summary>
    [Codes(typeof(Role), Except = [(int)Role.Service, (int)Role.Gateway])]
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>When it stops working; absent: it does not expire.</summary>
    [Instant]
    public string? ExpiresAt { get; init; }
}

/// <summary>A key that was created.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What to present, "Authorization: Bearer {secret}"; it is shown once. Null when the key was there already.</param>
internal sealed record CreatedKeyModel(KeyModel Key, string? Secret);
