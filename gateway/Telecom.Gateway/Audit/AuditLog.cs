using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Audit;

/// <summary>
/// The entries on their way to the file. A write has its place before it is let in, so that there is room for its entry however it ends;
/// what is refused anyway takes a place when there is one.
/// </summary>
internal sealed class AuditLog(IOptions<AuditOptions> options, AuditMetrics metrics)
{
    private readonly Channel<AuditEntry> _entries = Channel.CreateUnbounded<AuditEntry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly AuditOptions _options = options.Value;
    private volatile bool _failing;
    private int _places;

    /// <summary>Whether a log is kept at all.</summary>
    public bool Enabled => _options.Enabled;

    /// <summary>What a refused writer is told to wait.</summary>
    public TimeSpan RetryAfter => _options.RetryAfter;

    /// <summary>True while the file cannot be written.</summary>
    public bool Failing
    {
        get => _failing;
        set => _failing = value;
    }

    /// <summary>The entries, for the one that writes them.</summary>
    public ChannelReader<AuditEntry> Entries => _entries.Reader;

    /// <summary>Takes places for entries that will be made.</summary>
    /// <param name="places">How many.</param>
    /// <param name="taken">How many were taken: all or none.</param>
    /// <returns>False when the write must not be let in.</returns>
    public bool TryReserve(int places, out int taken)
    {
        bool refuse = _options.OnFailure == AuditFailureMode.Refuse;
        bool room = !(refuse && _failing) && TryTake(places);
        taken = room ? places : 0;
        return room || !refuse;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="reserved">True when it has a place already.</param>
    public void Add(AuditEntry entry, bool reserved)
    {
        if ((reserved || TryTake(1)) && _entries.Writer.TryWrite(entry))
        {
            return;
        }

        metrics.Lost(1);
    }

    /// <summary>Gives places back: their entries are written, or will not be made.</summary>
    /// <param name="places">How many.</param>
    public void Give(int places) => Interlocked.Add(ref _places, -places);

    /// <summary>No more entries come.</summary>
    public void Complete() => _entries.Writer.TryComplete();

    private bool TryTake(int places)
    {
        if (Interlocked.Add(ref _places, places) <= _options.MaxWaitingEntries)
        {
            return true;
        }

        _ = Interlocked.Add(ref _places, -places);
        return false;
    }
}
