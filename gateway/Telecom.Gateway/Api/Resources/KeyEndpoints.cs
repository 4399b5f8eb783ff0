using System.ComponentModel.DataAnnotations;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Resources;

/// <summary>API keys, of customers and of the provider's staff.</summary>
internal static class KeyEndpoints
{
    private const string Provider = "provider";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapKeys(this RouteGroupBuilder api)
    {
        RouteGroupBuilder keys = api.Resource("Keys");
        _ = keys.Read("/customers/{customer}/keys", "listKeys", ListAsync);
        _ = keys.Write<NewKeyModel>("/customers/{customer}/keys", "createKey", CreateAsync);
        _ = keys.Do("/customers/{customer}/keys/{key}/revoke", "revokeKey", RevokeAsync);
        _ = keys.Read("/provider/keys", "listProviderKeys", ListOfProviderAsync);
        _ = keys.Write<NewKeyModel>("/provider/keys", "createProviderKey", CreateForProviderAsync);
        _ = keys.Do("/provider/keys/{key}/revoke", "revokeProviderKey", RevokeOfProviderAsync);
    }

    /// <summary>Keys of a customer, revoked and expired ones too; never their secrets.</summary>
    internal static Task<PageResult<KeyListModel, KeyModel>> ListAsync(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null) =>
        ListOfAsync(context, clients, ResourceNames.Customer(customer), pageSize, pageToken);

    /// <summary>Keys of the provider's staff, revoked and expired ones too; never their secrets.</summary>
    internal static Task<PageResult<KeyListModel, KeyModel>> ListOfProviderAsync(
        HttpContext context, BackendClients clients, [Range(1, 1000)] int? pageSize = null, string? pageToken = null) =>
        ListOfAsync(context, clients, Provider, pageSize, pageToken);

    /// <summary>Creates a key of a customer and shows its secret, once.</summary>
    internal static Task<ShownOnceResult<CreatedKeyModel>> CreateAsync(HttpContext context, BackendClients clients, string customer) =>
        CreateForAsync(context, clients, ResourceNames.Customer(customer));

    /// <summary>Creates a key of the provider's staff and shows its secret, once.</summary>
    internal static Task<ShownOnceResult<CreatedKeyModel>> CreateForProviderAsync(HttpContext context, BackendClients clients) =>
        CreateForAsync(context, clients, Provider);

    /// <summary>Revokes a key of a customer. Again changes nothing.</summary>
    internal static Task<ResourceResult<KeyModel>> RevokeAsync(HttpContext context, BackendClients clients, string customer, string key) =>
        RevokeOfAsync(context, clients, ResourceNames.Of(customer, "keys", key));

    /// <summary>Revokes a key of the provider's staff. Again changes nothing.</summary>
    internal static Task<ResourceResult<KeyModel>> RevokeOfProviderAsync(HttpContext context, BackendClients clients, string key) =>
        RevokeOfAsync(context, clients, $"{Provider}/keys/{key}");

    private static async Task<PageResult<KeyListModel, KeyModel>> ListOfAsync(
        HttpContext context, BackendClients clients, string parent, int? pageSize, string? pageToken)
    {
        var request = new ListApiKeysRequest { Parent = parent, PageSize = pageSize ?? 0, PageToken = pageToken ?? "" };
        ListApiKeysResponse response = await clients.Catalog.ListApiKeysAsync(request, clients.For(context));
        return new(new KeyListModel([.. response.ApiKeys.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    private static async Task<ShownOnceResult<CreatedKeyModel>> CreateForAsync(HttpContext context, BackendClients clients, string parent)
    {
        NewKeyModel sent = (await RequestBody.ReadAsync<NewKeyModel>(context)).Value;
        var wanted = new ApiKey
        {
            Name = $"{parent}/keys/{sent.Id}",
            Subject = sent.Subject,
            Roles = { sent.Roles.Select(role => Codes.Read<Role>(role)) },
            ExpireTimeUs = Instants.Us(sent.ExpiresAt),
        };
        CreateApiKeyResponse response = await clients.Catalog.CreateApiKeyAsync(new CreateApiKeyRequest { ApiKey = wanted }, clients.For(context));
        return new(new CreatedKeyModel(response.ApiKey.ToModel(), Figures.OrNull(response.Secret)));
    }

    private static async Task<ResourceResult<KeyModel>> RevokeOfAsync(HttpContext context, BackendClients clients, string name)
    {
        RevokeApiKeyResponse response = await clients.Catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = name }, clients.For(context));
        return new(response.ApiKey.ToModel());
    }
}
