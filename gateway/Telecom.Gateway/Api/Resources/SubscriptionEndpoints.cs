using System.ComponentModel.DataAnnotations;
using Google.Protobuf.WellKnownTypes;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Subscriptions.</summary>
internal static class SubscriptionEndpoints
{
    private const string Collection = "subscriptions";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapSubscriptions(this RouteGroupBuilder api)
    {
        RouteGroupBuilder subscriptions = api.Resource("Subscriptions");
        _ = subscriptions.Read("/customers/{customer}/subscriptions", "listSubscriptions", ListAsync);
        _ = subscriptions.Read("/customers/{customer}/subscriptions/{subscription}", "getSubscription", GetAsync);
        _ = subscriptions.Write<NewSubscriptionModel>("/customers/{customer}/subscriptions", "createSubscription", CreateAsync);
        _ = subscriptions.Change<SubscriptionPatchModel>("/customers/{customer}/subscriptions/{subscription}", "changeSubscription", ChangeAsync);
    }

    /// <summary>Subscriptions of a customer.</summary>
    internal static async Task<PageResult<SubscriptionListModel, SubscriptionModel>> ListAsync(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        var request = new ListSubscriptionsRequest { Parent = ResourceNames.Customer(customer), PageSize = pageSize ?? 0, PageToken = pageToken ?? "" };
        ListSubscriptionsResponse response = await clients.Catalog.ListSubscriptionsAsync(request, clients.For(context));
        return new(new SubscriptionListModel([.. response.Subscriptions.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>One subscription.</summary>
    internal static async Task<ResourceResult<SubscriptionModel>> GetAsync(
        HttpContext context, BackendClients clients, string customer, string subscription)
    {
        GetSubscriptionResponse response = await clients.Catalog.GetSubscriptionAsync(
            new GetSubscriptionRequest { Name = ResourceNames.Of(customer, Collection, subscription) }, clients.For(context));
        return new(response.Subscription.ToModel(), response.Subscription.Etag);
    }

    /// <summary>Creates a subscription to a plan. The same content again is the same subscription; other content is a conflict.</summary>
    internal static async Task<CreatedResult<SubscriptionModel>> CreateAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewSubscriptionModel sent = (await RequestBody.ReadAsync<NewSubscriptionModel>(context)).Value;
        var wanted = new Subscription
        {
            Name = ResourceNames.Of(customer, Collection, sent.Id),
            Contract = sent.Contract,
            Plan = sent.Plan,
            StartTimeUs = Instants.Us(sent.StartsAt),
            Calendar = sent.Calendar.ToMessage(),
        };
        wanted.Readings.Add(new Dictionary<string, string>(sent.Readings ?? new Dictionary<string, string>()));
        Subscription created = (await clients.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = wanted }, clients.For(context))).Subscription;
        return new(created.Name, created.ToModel(), created.Etag);
    }

    /// <summary>Changes the working time and the readings of a subscription.</summary>
    internal static async Task<ResourceResult<SubscriptionModel>> ChangeAsync(
        HttpContext context, BackendClients clients, string customer, string subscription)
    {
        RequestBody<SubscriptionPatchModel> sent = await RequestBody.ReadAsync<SubscriptionPatchModel>(context);
        var wanted = new Subscription
        {
            Name = ResourceNames.Of(customer, Collection, subscription),
            Calendar = sent.Value.Calendar.ToMessage(),
            Etag = Conditions.IfMatch(context),
        };
        wanted.Readings.Add(new Dictionary<string, string>(sent.Value.Readings ?? new Dictionary<string, string>()));
        var request = new UpdateSubscriptionRequest { Subscription = wanted, UpdateMask = new FieldMask { Paths = { sent.Members } } };
        Subscription changed = (await clients.Catalog.UpdateSubscriptionAsync(request, clients.For(context))).Subscription;
        return new(changed.ToModel(), changed.Etag);
    }
}
