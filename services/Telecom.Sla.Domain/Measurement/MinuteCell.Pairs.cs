namespace Telecom.Sla.Domain.Measurement;

/// <content>Pairs of consecutive delays, also when the samples before are in another part of the cell that comes later.</content>
public sealed partial class MinuteCell
{
    private long _firstOffsetUs = -1;
    private long _firstNs;
    private long _lastOffsetUs = -1;
    private long _lastNs;

    /// <summary>Delays that were newer than all before them, in order, while it is not known what came before the part; null when it is.</summary>
    private List<(int OffsetUs, long Ns)>? _open;

    /// <summary>
    /// An empty cell that takes samples of a minute of which earlier ones are elsewhere, on a disk for example. Its delay variation is
    /// complete only after <see cref="Resume"/>.
    /// </summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException">See the constructor.</exception>
    public static MinuteCell ContinuationOf(long minute) => new(minute) { _open = [] };

    /// <summary>Puts the samples that were folded before those of this cell in front of them. Without them it is complete as it is.</summary>
    /// <param name="earlier">The earlier part, complete itself; null when there is none.</param>
    /// <exception cref="ArgumentException">The other cell is of another minute.</exception>
    /// <exception cref="InvalidOperationException">This cell is no continuation, or was resumed already.</exception>
    public void Resume(MinuteCell? earlier)
    {
        List<(int OffsetUs, long Ns)> open = _open ?? throw new InvalidOperationException("The cell is complete: nothing can go before it.");
        if (earlier is not null && earlier.Minute != Minute)
        {
            throw new ArgumentException($"A cell of minute {earlier.Minute} cannot go before minute {Minute}.", nameof(earlier));
        }

        _open = null;
        (_lastOffsetUs, _lastNs) = (-1, 0);
        if (earlier is not null)
        {
            Precede(earlier);
        }

        foreach ((int offset, long ns) in open)
        {
            Pair(offset, ns);
        }
    }

    /// <summary>Adds what somebody else measured in the same minute. No pair is made of delays of both.</summary>
    /// <param name="other">A complete cell.</param>
    /// <exception cref="ArgumentException">The other cell is of another minute.</exception>
    public void MergeFrom(MinuteCell other)
    {
        if (other.Minute != Minute)
        {
            throw new ArgumentException($"A cell of minute {other.Minute} cannot be merged into minute {Minute}.", nameof(other));
        }

        (long OffsetUs, long Ns) last = (_lastOffsetUs, _lastNs);
        Precede(other);
        if (last.OffsetUs > other._lastOffsetUs)
        {
            (_lastOffsetUs, _lastNs) = last;
        }
    }

    private void Precede(MinuteCell earlier)
    {
        Latency.MergeFrom(earlier.Latency);
        Throughput.MergeFrom(earlier.Throughput);
        Variation.MergeFrom(earlier.Variation);
        NewestOffsetUs = Math.Max(NewestOffsetUs, earlier.NewestOffsetUs);
        Suspect |= earlier.Suspect;
        (_lastOffsetUs, _lastNs) = (earlier._lastOffsetUs, earlier._lastNs);
        if (earlier._firstOffsetUs >= 0 && (_firstOffsetUs < 0 || earlier._firstOffsetUs <= _firstOffsetUs))
        {
            (_firstOffsetUs, _firstNs) = (earlier._firstOffsetUs, earlier._firstNs);
        }

        if (earlier.LossCount == 0)
        {
            return;
        }

        if (_sent.Length == 0)
        {
            (_sent, _lost) = (new long[Seconds], new long[Seconds]);
        }

        LossCount += earlier.LossCount;
        Sent += earlier.Sent;
        Lost += earlier.Lost;
        for (int second = 0; second < Seconds; second++)
        {
            _sent[second] += earlier._sent[second];
            _lost[second] += earlier._lost[second];
        }
    }

    private void Pair(long offset, long ns)
    {
        if (_firstOffsetUs < 0 || offset < _firstOffsetUs)
        {
            (_firstOffsetUs, _firstNs) = (offset, ns);
        }

        if (offset <= _lastOffsetUs)
        {
            return;
        }

        if (_open is not null)
        {
            _open.Add(((int)offset, ns));
        }
        else if (_lastOffsetUs >= 0)
        {
            Variation.Add(Math.Abs(ns - _lastNs));
        }

        (_lastOffsetUs, _lastNs) = (offset, ns);
    }
}
