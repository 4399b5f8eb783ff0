using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;

namespace Telecom.Support.Cases;

/// <summary>Cases as event streams. A case's stream bears its resource name; a request's stream makes opening idempotent.</summary>
internal sealed class CaseStore(CaseEvents events)
{
    private const int IdAttempts = 8;

    /// <summary>What a request id stands for; null when it was never used.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CaseRequested?> FindRequestAsync(ResourceName customer, Guid requestId, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredEvent> stored = await events.Store.ReadAsync(RequestStream(customer, requestId), 0, cancellationToken);
        return stored.Count == 0 ? null : CaseEventCodec.ReadRequested(stored[0].Data);
    }

    /// <summary>Ties a request id to its content. When another call was faster, its request stands and is returned.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="requested">The content.</param>
    /// <param name="recordedAtUs">Now, microseconds since the Unix epoch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CaseRequested> RequestAsync(
        ResourceName customer, Guid requestId, CaseRequested requested, long recordedAtUs, CancellationToken cancellationToken)
    {
        // The event's id is random: two different contents under one request id must not pass for the same event.
        var first = new NewEvent(Guid.NewGuid().ToString("N"), CaseRequested.Type, CaseEventCodec.Write(requested), recordedAtUs);
        AppendEventsResult result = await events.Store.AppendAsync(RequestStream(customer, requestId), 0, [first], cancellationToken);
        return result.Appended
            ? requested
            : await FindRequestAsync(customer, requestId, cancellationToken) ?? throw new InvalidDataException($"Request {requestId} vanished.");
    }

    /// <summary>Opens the case of a request, or finds that it is open.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="requested">What the request id stands for.</param>
    /// <param name="recordedAtUs">Now, microseconds since the Unix epoch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CaseRecord> OpenAsync(
        ResourceName customer, Guid requestId, CaseRequested requested, long recordedAtUs, CancellationToken cancellationToken)
    {
        var opened = new CaseOpened(requested.Content, requested.ReportedAtUs, requested.ReportedBy, requested.Origin, requested.Rules);
        var first = new NewEvent(requestId.ToString("N"), CaseOpened.Type, CaseEventCodec.Write(opened), recordedAtUs);
        for (int attempt = 0; attempt < IdAttempts; attempt++)
        {
            string name = $"{customer}/cases/{CaseId.Create(requested.ReportedAtUs, requestId, attempt)}";
            if ((await events.Store.AppendAsync(name, 0, [first], cancellationToken)).Appended)
            {
                return await FindAsync(name, cancellationToken) ?? throw new InvalidDataException($"{name} vanished.");
            }
        }

        throw new InvalidDataException($"Request {requestId}: {IdAttempts} ids in a row belong to other cases.");
    }

    /// <summary>Reads a case; null when there is none.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CaseRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        CaseFold.Fold(name, await events.Store.ReadAsync(name, 0, cancellationToken));

    /// <summary>Events of a case, oldest first; empty when there is none.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string name, CancellationToken cancellationToken) =>
        events.Store.ReadAsync(name, 0, cancellationToken);

    /// <summary>Appends to a case that is as it was read.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="version">Number of events that were read.</param>
    /// <param name="next">At least one event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False: something else came first, the same events by another call included; nothing was written, and the case is to be read again.</returns>
    public async ValueTask<bool> AppendAsync(string name, long version, IReadOnlyList<NewEvent> next, CancellationToken cancellationToken) =>
        await events.Store.AppendAsync(name, version, next, cancellationToken) is { Appended: true } result && result.Version == version + next.Count;

    private static string RequestStream(ResourceName customer, Guid requestId) => $"{customer}/case-requests/{requestId:N}";
}
