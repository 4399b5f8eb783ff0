using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks;

/// <summary>
/// What people do to webhooks. Each change is one event, made from the webhook as it was read; when something else was written first, it
/// is looked at anew.
/// </summary>
internal sealed partial class WebhookCommands(
    WebhookStore store,
    WebhookRegistry registry,
    WebhookKeys keys,
    WebhookSignature signature,
    IOptions<WebhookOptions> options,
    TimeProvider timeProvider,
    ILogger<WebhookCommands> logger)
{
    /// <summary>Replaced secrets that may still sign beside the present one; more would make the header of a delivery long.</summary>
    private const int MaxOldSecrets = 4;

    /// <summary>Creates a webhook, or finds that it is there already.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="created">Its content.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook, and its secret; null when it was there already.</returns>
    /// <exception cref="RpcFailure">ALREADY_EXISTS with other content; RESOURCE_EXHAUSTED when the customer has as many as it may.</exception>
    public async ValueTask<(WebhookState Webhook, string? Secret)> CreateAsync(ResourceName name, WebhookCreated created, CancellationToken cancellationToken)
    {
        await registry.CatchUpAsync(cancellationToken);
        RequireInFeed(created.StartAfter);
        while (true)
        {
            WebhookState state = store.Find(name.ToString());
            if (state.Live)
            {
                return (RequireSame(state, created), null);
            }

            RequireRoom(name);
            if (await AppendAsync(state, WebhookCreated.Type, created with { KeyId = keys.KeyId }, cancellationToken))
            {
                Log.Created(logger, state.Name, created.By);
                return (store.Find(state.Name), keys.Show(state.Name, state.Generation + 1));
            }
        }
    }

    /// <summary>Ends a webhook.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcFailure">NOT_FOUND.</exception>
    public async ValueTask DeleteAsync(string name, string by, CancellationToken cancellationToken)
    {
        while (!await AppendAsync(await RequireAsync(name, cancellationToken), WebhookDeleted.Type, new WebhookDeleted(by), cancellationToken))
        {
        }

        Log.Deleted(logger, name, by);
    }

    /// <summary>Gives a webhook its next secret.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The secret, to be shown once.</returns>
    /// <exception cref="RpcFailure">NOT_FOUND; RESOURCE_EXHAUSTED when too many replaced secrets are still valid.</exception>
    public async ValueTask<string> RotateAsync(string name, string by, CancellationToken cancellationToken)
    {
        while (true)
        {
            WebhookState state = await RequireAsync(name, cancellationToken);
            RequireFewOldSecrets(state);
            if (await AppendAsync(state, WebhookSecretRotated.Type, new WebhookSecretRotated(by, keys.KeyId), cancellationToken))
            {
                Log.Rotated(logger, name, by);
                return keys.Show(name, state.Generation + 1);
            }
        }
    }

    /// <summary>Asks for dead letters to be tried again.</summary>
    /// <param name="name">Resource name of the webhook.</param>
    /// <param name="eventIds">Ids of the events; none: all dead letters.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many are tried again, those included for which it was asked before.</returns>
    /// <exception cref="RpcFailure">NOT_FOUND; INVALID_ARGUMENT for ids that are no dead letters; FAILED_PRECONDITION after 410.</exception>
    public async ValueTask<int> RedeliverAsync(string name, IReadOnlyCollection<string> eventIds, string by, CancellationToken cancellationToken)
    {
        while (true)
        {
            WebhookState state = await RequireAsync(name, cancellationToken);
            DeadLetterState[] letters = Letters(state, eventIds);
            long[] positions = [.. letters.Where(letter => !letter.Asked).Select(letter => letter.Position)];
            if (positions.Length == 0 || await AppendAsync(state, WebhookRedeliveryAsked.Type, new WebhookRedeliveryAsked(by, positions), cancellationToken))
            {
                return letters.Length;
            }
        }
    }

    /// <summary>A webhook as the store has it now.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcFailure">NOT_FOUND.</exception>
    public async ValueTask<WebhookState> RequireAsync(string name, CancellationToken cancellationToken) =>
        await registry.RefreshAsync(name, cancellationToken) is { Live: true } state ? state : throw RpcFailure.NotFound(name);

    /// <summary>A customer's webhooks as the store has them now, by name.</summary>
    /// <param name="customer">Id of the customer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<WebhookState>> ListAsync(string customer, CancellationToken cancellationToken)
    {
        await registry.CatchUpAsync(cancellationToken);
        return [.. registry.Live.Where(state => state.Customer == customer).OrderBy(state => state.Name, StringComparer.Ordinal)];
    }

    private ValueTask<bool> AppendAsync<T>(WebhookState state, string type, T data, CancellationToken cancellationToken) => store.AppendAsync(
        state.Name,
        state.Version,
        new NewEvent(Guid.NewGuid().ToString("N"), type, WebhookEventCodec.Write(data), timeProvider.Now().Microseconds),
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(4331, LogLevel.Information, "{Webhook} was created by {By}")]
        public static partial void Created(ILogger logger, string webhook, string by);

        [LoggerMessage(4332, LogLevel.Information, "{Webhook} was deleted by {By}")]
        public static partial void Deleted(ILogger logger, string webhook, string by);

        [LoggerMessage(4333, LogLevel.Information, "{Webhook} got a new secret, asked for by {By}")]
        public static partial void Rotated(ILogger logger, string webhook, string by);
    }
}
