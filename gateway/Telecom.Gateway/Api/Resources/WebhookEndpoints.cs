using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Webhooks.</summary>
internal static class WebhookEndpoints
{
    private const string Collection = "webhooks";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        RouteGroupBuilder webhooks = api.Resource("Webhooks");
        _ = webhooks.Read("/customers/{customer}/webhooks", "listWebhooks", ListAsync);
        _ = webhooks.Write<NewWebhookModel>("/customers/{customer}/webhooks", "createWebhook", CreateAsync);
        _ = webhooks.MapDelete("/customers/{customer}/webhooks/{webhook}", DeleteAsync).WithName("deleteWebhook");
        _ = webhooks.Do("/customers/{customer}/webhooks/{webhook}/rotate-secret", "rotateWebhookSecret", RotateAsync);
        _ = webhooks.Read("/customers/{customer}/webhooks/{webhook}/dead-letters", "listDeadLetters", ListDeadLettersAsync);
        _ = webhooks.Write<RedeliveryModel>("/customers/{customer}/webhooks/{webhook}/dead-letters/redeliver", "redeliverDeadLetters", RedeliverAsync);
    }

    /// <summary>Webhooks of a customer and how far they are.</summary>
    internal static async Task<PageResult<WebhookListModel, WebhookModel>> ListAsync(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        var request = new ListWebhooksRequest { Parent = ResourceNames.Customer(customer), PageSize = pageSize ?? 0, PageToken = pageToken ?? "" };
        ListWebhooksResponse response = await clients.Webhooks.ListWebhooksAsync(request, clients.For(context));
        return new(new WebhookListModel([.. response.Webhooks.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>Creates a webhook and shows the secret that signs its deliveries, once.</summary>
    internal static async Task<ShownOnceResult<CreatedWebhookModel>> CreateAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewWebhookModel sent = (await RequestBody.ReadAsync<NewWebhookModel>(context)).Value;
        var request = new CreateWebhookRequest
        {
            Parent = ResourceNames.Customer(customer),
            WebhookId = sent.Id,
            Webhook = new Webhook { Url = sent.Url, Types_ = { sent.Types ?? [] } },
            StartAfterPosition = sent.StartAfterPosition ?? 0,
        };
        CreateWebhookResponse response = await clients.Webhooks.CreateWebhookAsync(request, clients.For(context));
        return new(new CreatedWebhookModel(response.Webhook.ToModel(), Figures.OrNull(response.Secret)));
    }

    /// <summary>Ends a webhook. What was not delivered is not.</summary>
    internal static async Task<NoContent> DeleteAsync(HttpContext context, BackendClients clients, string customer, string webhook)
    {
        _ = await clients.Webhooks.DeleteWebhookAsync(
            new DeleteWebhookRequest { Name = ResourceNames.Of(customer, Collection, webhook) }, clients.For(context));
        return TypedResults.NoContent();
    }

    /// <summary>Gives a webhook a new secret, shown once. The old one signs too for a day.</summary>
    internal static async Task<ResourceResult<SecretModel>> RotateAsync(HttpContext context, BackendClients clients, string customer, string webhook)
    {
        RotateWebhookSecretResponse response = await clients.Webhooks.RotateWebhookSecretAsync(
            new RotateWebhookSecretRequest { Name = ResourceNames.Of(customer, Collection, webhook) }, clients.For(context));
        return new(new SecretModel(response.Secret));
    }

    /// <summary>Events that were given up after all tries.</summary>
    internal static async Task<PageResult<DeadLetterListModel, DeadLetterModel>> ListDeadLettersAsync(
        HttpContext context, BackendClients clients, string customer, string webhook, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        var request = new ListDeadLettersRequest
        {
            Parent = ResourceNames.Of(customer, Collection, webhook),
            PageSize = pageSize ?? 0,
            PageToken = pageToken ?? "",
        };
        ListDeadLettersResponse response = await clients.Webhooks.ListDeadLettersAsync(request, clients.For(context));
        return new(new DeadLetterListModel(
            [.. response.DeadLetters.Select(one => new DeadLetterModel(one.Event.ToModel(), Figures.Instant(one.GivenUpAtUs), one.Tries, one.Failure))],
            Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>Tries events again that were given up.</summary>
    internal static async Task<ResourceResult<RedeliveredModel>> RedeliverAsync(HttpContext context, BackendClients clients, string customer, string webhook)
    {
        RedeliveryModel sent = (await RequestBody.ReadAsync<RedeliveryModel>(context)).Value;
        var request = new RedeliverDeadLettersRequest { Name = ResourceNames.Of(customer, Collection, webhook), EventIds = { sent.EventIds ?? [] } };
        RedeliverDeadLettersResponse response = await clients.Webhooks.RedeliverDeadLettersAsync(request, clients.For(context));
        return new(new RedeliveredModel(response.Count));
    }
}
