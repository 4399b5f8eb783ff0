using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Otlp.Door;

/// <summary>
/// The door's lane of one agent: its exports follow each other, so that sequence numbers made here are in order and cumulative series are
/// read in the order in which they are stored.
/// </summary>
/// <param name="id">Agent, the epoch that this process made when it started, and the door's lane number.</param>
internal sealed class DoorLane(ProducerLane id) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _exports;

    /// <summary>The lane.</summary>
    public ProducerLane Id => id;

    /// <summary>Next sequence number. Only for the export whose turn it is.</summary>
    public ulong Next { get; set; } = 1;

    /// <summary>Comes in line.</summary>
    /// <param name="most">Most exports at a time, the one under way included.</param>
    /// <returns>False when that many are there already.</returns>
    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _exports) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _exports);
        return false;
    }

    /// <summary>Leaves; for every successful <see cref="TryEnter"/>.</summary>
    public void Leave() => Interlocked.Decrement(ref _exports);

    /// <summary>Completes when it is this export's turn.</summary>
    public Task WaitForTurnAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    /// <summary>Gives the turn to the next.</summary>
    public void EndTurn() => _turn.Release();

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
