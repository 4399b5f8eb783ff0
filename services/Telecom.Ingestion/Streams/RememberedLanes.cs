using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Streams;

/// <summary>The lanes that the log remembers, of which an agent may not make any number, by streams and by single calls alike.</summary>
internal static class RememberedLanes
{
    /// <summary>The lane's last durable sequence number; 0 for a new one.</summary>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED when the lane is new and the agent has too many.</exception>
    /// <exception cref="Telecom.Storage.StoreUnavailableException">The log cannot be read now.</exception>
    public static async Task<ulong> FindAsync(StreamDependencies services, ProducerLane lane, CancellationToken cancellationToken)
    {
        ISampleLog log = services.Log.Log;
        if (await log.GetProducerAsync(lane, cancellationToken) is { } known)
        {
            return known.DurableSequence;
        }

        int most = services.Options.MaxRememberedLanes;
        return (await log.ListProducersAsync(lane.Agent, cancellationToken)).Count < most
            ? 0ul
            : throw RpcFailure.QuotaExceeded(
                lane.Agent,
                $"This agent has {most} lanes in the log, of all of its spool epochs, the limit {IngestionOptions.Section}:{nameof(services.Options.MaxRememberedLanes)}.",
                services.Options.ReconnectAfter,
                new Dictionary<string, string> { ["limit"] = nameof(services.Options.MaxRememberedLanes), ["most"] = $"{most}" });
    }
}
