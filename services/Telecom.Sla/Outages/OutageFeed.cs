using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Status;
using Telecom.Sla.V1;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>
/// The feed of outages, read from the store and never from memory: who resumes from a position gets every event after it, each once and in
/// the order of the store.
/// </summary>
internal sealed class OutageFeed(
    FactStore facts, OutageMapping mapping, CatalogIndexSource catalog, IDrain drain, IOptions<OutageOptions> options, TimeProvider time)
{
    /// <summary>Sends events until the caller goes or the service drains; then it ends with status OK and the position is in the last answer.</summary>
    /// <param name="customer">Resource name of the customer; null for all.</param>
    /// <param name="afterPosition">Position of the last event that the caller has; -1: from now on.</param>
    /// <param name="responses">Where answers go.</param>
    /// <param name="cancellationToken">Cancelled when the caller goes.</param>
    public async Task SendAsync(
        string? customer, long afterPosition, IServerStreamWriter<WatchOutageEventsResponse> responses, CancellationToken cancellationToken)
    {
        if (drain.HasBegun)
        {
            throw DrainFailure.Create();
        }

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        await facts.CatchUpAsync(cancellationToken);
        long position = afterPosition < 0 ? facts.Book.Position : afterPosition;

        // The first answer says at once that the stream stands and from where.
        await responses.WriteAsync(new WatchOutageEventsResponse { Position = position }, cancellationToken);
        long told = position;
        while (!ending.IsCancellationRequested)
        {
            IReadOnlyList<StoredEvent> next = await facts.ReadAsync(position, cancellationToken);
            OutageEvent[] events = [.. Of(customer, next)];
            position = next.Count > 0 ? next[^1].Position : position;
            int left = events.Length;
            foreach (IReadOnlyList<OutageEvent> part in MessageSize.Split(events))
            {
                // The last one takes the caller on, over events that it does not see.
                left -= part.Count;
                told = left > 0 ? part[^1].Position : position;
                await responses.WriteAsync(new WatchOutageEventsResponse { Position = told, Events = { part } }, cancellationToken);
            }

            if (next.Count == 0 && !await MovedAsync(position, ending.Token))
            {
                await responses.WriteAsync(new WatchOutageEventsResponse { Position = position }, cancellationToken);
                told = position;
            }
        }

        if (told != position && !cancellationToken.IsCancellationRequested)
        {
            await responses.WriteAsync(new WatchOutageEventsResponse { Position = position }, cancellationToken);
        }
    }

    private IEnumerable<OutageEvent> Of(string? customer, IReadOnlyList<StoredEvent> events)
    {
        CatalogIndex index = catalog.Current;
        return events.Where(one => customer is null || one.Stream.StartsWith(customer + "/", StringComparison.Ordinal))
            .Select(one => mapping.ToProto(one, index)).OfType<OutageEvent>();
    }

    /// <summary>False when it is time for a sign of life.</summary>
    private async ValueTask<bool> MovedAsync(long position, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(options.Value.SignOfLife, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            await facts.WaitBeyondAsync(position, either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested;
        }
    }
}
