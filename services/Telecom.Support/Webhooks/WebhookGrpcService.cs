using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Storage;
using Telecom.Support.Feed;
using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;
using Telecom.Support.Webhooks.Work;

namespace Telecom.Support.Webhooks;

/// <summary>The gRPC surface of the webhooks: checks tenancy and form, and hands over.</summary>
internal sealed class WebhookGrpcService(WebhookCommands commands, ICaseFeed feed, ICatalogDirectory catalog, IOptions<WebhookOptions> options)
    : WebhookService.WebhookServiceBase
{
    private const string Collection = "webhooks";
    private static readonly TimeSpan CatalogRetryAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task<CreateWebhookResponse> CreateWebhook(CreateWebhookRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        (ResourceName name, Events.WebhookCreated content) = CreateWebhookCheck.Read(request, caller.Subject, options.Value);
        _ = caller.RequireOwn(request.Parent, "", "parent");
        catalog.RequireCustomer(name.CustomerName, CatalogRetryAfter);
        (WebhookState webhook, string? secret) = await StoreAsync(() => commands.CreateAsync(name, content, context.CancellationToken));
        return new CreateWebhookResponse { Webhook = WebhookMapping.ToProto(webhook), Secret = secret ?? "" };
    }

    /// <inheritdoc/>
    public override async Task<ListWebhooksResponse> ListWebhooks(ListWebhooksRequest request, ServerCallContext context)
    {
        ResourceName parent = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        WebhookPage page = WebhookPage.Read(request.PageSize, request.PageToken, ResourceName.IsId);
        string after = $"{parent}/{Collection}/{page.After}";
        IReadOnlyList<WebhookState> all = await StoreAsync(() => commands.ListAsync(parent.Customer, context.CancellationToken));
        WebhookState[] found = [.. all.Where(state => string.CompareOrdinal(state.Name, after) > 0).Take(page.Size + 1)];
        return new ListWebhooksResponse
        {
            Webhooks = { found.Take(page.Size).Select(WebhookMapping.ToProto) },
            NextPageToken = found.Length > page.Size ? WebhookPage.TokenAfter(found[page.Size - 1].Name.Split('/')[^1]) : "",
        };
    }

    /// <inheritdoc/>
    public override async Task<DeleteWebhookResponse> DeleteWebhook(DeleteWebhookRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Name, Collection, "name").ToString();
        await StoreAsync(async () =>
        {
            await commands.DeleteAsync(name, caller.Subject, context.CancellationToken);
            return true;
        });
        return new DeleteWebhookResponse();
    }

    /// <inheritdoc/>
    public override async Task<RotateWebhookSecretResponse> RotateWebhookSecret(RotateWebhookSecretRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Name, Collection, "name").ToString();
        return new RotateWebhookSecretResponse { Secret = await StoreAsync(() => commands.RotateAsync(name, caller.Subject, context.CancellationToken)) };
    }

    /// <inheritdoc/>
    public override async Task<ListDeadLettersResponse> ListDeadLetters(ListDeadLettersRequest request, ServerCallContext context)
    {
        string name = context.GetCaller().RequireOwn(request.Parent, Collection, "parent").ToString();
        WebhookPage page = WebhookPage.Read(request.PageSize, request.PageToken, key => TryPosition(key, out _));
        _ = TryPosition(page.After, out long after);
        return await StoreAsync(async () =>
        {
            WebhookState state = await commands.RequireAsync(name, context.CancellationToken);
            DeadLetterState[] found = [.. state.DeadLetters.Values.SkipWhile(letter => letter.Position <= after).Take(page.Size + 1)];
            var response = new ListDeadLettersResponse
            {
                NextPageToken = found.Length > page.Size ? WebhookPage.TokenAfter(found[page.Size - 1].Position.ToString(CultureInfo.InvariantCulture)) : "",
            };
            foreach (DeadLetterState letter in found.Take(page.Size))
            {
                response.DeadLetters.Add(WebhookMapping.ToProto(
                    letter, await DeadLetterEvents.FindAsync(feed, state.Customer, letter, context.CancellationToken)));
            }

            return response;
        });
    }

    /// <inheritdoc/>
    public override async Task<RedeliverDeadLettersResponse> RedeliverDeadLetters(RedeliverDeadLettersRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Name, Collection, "name").ToString();
        int count = await StoreAsync(() => commands.RedeliverAsync(name, request.EventIds, caller.Subject, context.CancellationToken));
        return new RedeliverDeadLettersResponse { Count = count };
    }

    private static bool TryPosition(string text, out long position) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);

    private static async ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> action)
    {
        try
        {
            return await action();
        }
        catch (StoreUnavailableException exception)
        {
            throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The webhooks' store cannot be used now.", exception.RetryAfter, exception);
        }
    }
}
