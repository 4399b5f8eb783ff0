using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A subscription to a plan of a contract.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Contract">Resource name of the contract.</param>
/// <param name="Plan">Id of the plan.</param>
/// <param name="StartsAt">From when the contract applies.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Calendar">Working time of its own; null: the contract's.</param>
/// <param name="Readings">The chosen option by the id of a reading of the contract; others are as the contract chooses.</param>
/// <param name="Etag">Changes with every change of the subscription.</param>
internal sealed record SubscriptionModel(
    string Name,
    string Id,
    string Contract,
    string Plan,
    DateTime StartsAt,
    DateTime CreatedAt,
    WorkCalendarModel? Calendar,
    IReadOnlyDictionary<string, string> Readings,
    string Etag);

/// <summary>Working time that a subscription states for itself. What is null is the contract's.</summary>
internal sealed record WorkCalendarModel
{
    /// <summary>Days of the week without work, "MON" to "SUN", at most six; an empty list: every day is a working day.</summary>
    public IReadOnlyList<string>? Weekend { get; init; }

    /// <summary>Days without work, "2026-05-26". They take the place of the contract's.</summary>
    public IReadOnlyList<string>? Holidays { get; init; }

    /// <summary>Opening, local time, for example "09:00".</summary>
    public string? Opens { get; init; }

    /// <summary>Closing, local time after the opening, up to "24:00".</summary>
    public string? Closes { get; init; }

    /// <summary>IANA time zone of days and hours.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>A page of subscriptions.</summary>
/// <param name="Subscriptions">The subscriptions, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record SubscriptionListModel(IReadOnlyList<SubscriptionModel> Subscriptions, string? NextPageToken) : IPage<SubscriptionModel>
{
    IReadOnlyList<SubscriptionModel> IPage<SubscriptionModel>.Rows => Subscriptions;
}

/// <summary>A subscription to create.</summary>
internal sealed record NewSubscriptionModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Resource name of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Id of a plan of that contract.</summary>
    public required string Plan { get; init; }

    /// <summary>From when the contract applies; absent: now.</summary>
    [Instant]
    public string? StartsAt { get; init; }

    /// <summary>Working time of its own; absent: the contract's.</summary>
    public WorkCalendarModel? Calendar { get; init; }

    /// <summary>The chosen option by the id of a reading of the contract.</summary>
    public IReadOnlyDictionary<string, string>? Readings { get; init; }
}

/// <summary>What to change of a subscription. A member that is absent stays as it is; one that is null is the contract's from then on.</summary>
internal sealed record SubscriptionPatchModel
{
    /// <summary>Working time of its own, as a whole.</summary>
    public WorkCalendarModel? Calendar { get; init; }

    /// <summary>The chosen options, as a whole.</summary>
    public IReadOnlyDictionary<string, string>? Readings { get; init; }
}
