using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Models;

/// <summary>A webhook and how far it is.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Id">Last part of the name.</param>
/// <param name="Url">Where it posts.</param>
/// <param name="Types">Types of events that it posts; empty: all.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="DeliveredPosition">Position of the feed up to which everything was delivered or given up.</param>
/// <param name="DeadLetterCount">Events given up.</param>
/// <param name="FailedTries">Tries in a row that failed.</param>
/// <param name="LastFailure">What the last failed try met; null: it succeeded.</param>
/// <param name="NextTryAt">When the next try is made; null: at the next event.</param>
internal sealed record WebhookModel(
    string Name,
    string Id,
    string Url,
    IReadOnlyList<string> Types,
    DateTime CreatedAt,
    long DeliveredPosition,
    long DeadLetterCount,
    int FailedTries,
    string? LastFailure,
    DateTime? NextTryAt);

/// <summary>A page of webhooks.</summary>
/// <param name="Webhooks">The webhooks, by name.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record WebhookListModel(IReadOnlyList<WebhookModel> Webhooks, string? NextPageToken) : IPage<WebhookModel>
{
    IReadOnlyList<WebhookModel> IPage<WebhookModel>.Rows => Webhooks;
}

/// <summary>A webhook to create.</summary>
internal sealed record NewWebhookModel
{
    /// <summary>Id: 1 to 63 of a-z, 0-9 and "-"; begins with a letter, does not end with "-".</summary>
    public required string Id { get; init; }

    /// <summary>Where to post: an https URL.</summary>
    public required string Url { get; init; }

    /// <summary>Types of events to post, for example "case.alarm"; absent: all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Position of the feed to begin after; absent: everything; -1: from now on.</summary>
    public long? StartAfterPosition { get; init; }
}

/// <summary>A webhook that was created.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Secret">The secret that signs the deliveries; it is shown once. Null when the webhook was there already.</param>
internal sealed record CreatedWebhookModel(WebhookModel Webhook, string? Secret);

/// <summary>A secret that is shown once.</summary>
/// <param name="Secret">The secret.</param>
internal sealed record SecretModel(string Secret);

/// <summary>An event that was given up.</summary>
/// <param name="Event">The event.</param>
/// <param name="GivenUpAt">When it was given up.</param>
/// <param name="Tries">Tries that were made.</param>
/// <param name="Failure">What the last try met.</param>
internal sealed record DeadLetterModel(CaseEventModel Event, DateTime GivenUpAt, int Tries, string Failure);

/// <summary>A page of events that were given up.</summary>
/// <param name="DeadLetters">The events, by position.</param>
/// <param name="NextPageToken">Token of the next page; null on the last.</param>
internal sealed record DeadLetterListModel(IReadOnlyList<DeadLetterModel> DeadLetters, string? NextPageToken) : IPage<DeadLetterModel>
{
    IReadOnlyList<DeadLetterModel> IPage<DeadLetterModel>.Rows => DeadLetters;
}

/// <summary>Events to try again.</summary>
internal sealed record RedeliveryModel
{
    /// <summary>Ids of the events; absent: all that were given up.</summary>
    public IReadOnlyList<string>? EventIds { get; init; }
}

/// <summary>Events that are tried again.</summary>
/// <param name="Count">How many.</param>
internal sealed record RedeliveredModel(int Count);
