using Microsoft.Extensions.Options;

namespace Telecom.Ingestion.Streams;

/// <summary>The room for all streams and calls together: bytes that were read and that the log has not yet stored or refused.</summary>
internal sealed class InFlightGate(IOptions<IngestionOptions> options)
{
    private readonly ReadGate _gate = new(int.MaxValue, options.Value.MaxInFlightBytes);

    /// <summary>Bytes in flight.</summary>
    public long Bytes => _gate.Bytes;

    /// <summary>True when another message may be read.</summary>
    public bool HasRoom => _gate.HasRoom;

    /// <summary>Completes when another message may be read.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _gate.WaitForRoomAsync(cancellationToken);

    /// <summary>Takes room for a batch.</summary>
    public void Take(long bytes) => _gate.Take(bytes);

    /// <summary>Gives it back.</summary>
    public void Give(long bytes) => _gate.Give(bytes);
}
