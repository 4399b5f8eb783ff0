using Telecom.Storage.Events;
using Telecom.Support.Cases;

namespace Telecom.Support.Webhooks.State;

/// <summary>Writes to webhooks' streams; the registry knows what was written before the call returns.</summary>
internal sealed class WebhookStore(CaseEvents events, WebhookRegistry registry)
{
    /// <summary>A webhook as this process knows it.</summary>
    /// <param name="name">Its resource name.</param>
    public WebhookState Find(string name) => registry.Find(name);

    /// <summary>Appends an event if the webhook is still at a version. Repeating a call whose end is not known is safe: the event's id makes it one.</summary>
    /// <param name="name">Resource name of the webhook.</param>
    /// <param name="version">The version.</param>
    /// <param name="next">The event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when something else was written first; nothing was appended then.</returns>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<bool> AppendAsync(string name, long version, NewEvent next, CancellationToken cancellationToken)
    {
        AppendEventsResult result = await events.Store.AppendAsync(name, version, [next], cancellationToken);
        _ = await registry.RefreshAsync(name, cancellationToken);
        return result.Appended;
    }
}
