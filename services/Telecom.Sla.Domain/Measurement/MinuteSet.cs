using System.Numerics;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>Which minutes of an hour or a day have something.</summary>
/// <param name="minutes">Minutes of the span, at least 1.</param>
public sealed class MinuteSet(int minutes)
{
    private readonly ulong[] _words = new ulong[(minutes + 63) / 64];

    /// <summary>Minutes of the span.</summary>
    public int Minutes { get; } = minutes;

    /// <summary>How many minutes are in the set.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Whether a minute is in the set.</summary>
    /// <param name="minute">0 to <see cref="Minutes"/> less one.</param>
    public bool Contains(int minute) => (_words[minute >> 6] & (1UL << (minute & 63))) != 0;

    /// <summary>Puts a minute into the set.</summary>
    /// <param name="minute">0 to <see cref="Minutes"/> less one.</param>
    public void Add(int minute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minute, Minutes);
        _words[minute >> 6] |= 1UL << (minute & 63);
    }

    /// <summary>Puts every minute of another set into this one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="from">Minute of this set that the other's first one is.</param>
    public void Add(MinuteSet other, int from = 0)
    {
        if (from == 0 && other.Minutes <= Minutes)
        {
            for (int i = 0; i < other._words.Length; i++)
            {
                _words[i] |= other._words[i];
            }

            return;
        }

        for (int i = 0; i < other.Minutes; i++)
        {
            if (other.Contains(i))
            {
                Add(from + i);
            }
        }
    }

    /// <summary>True when the sets, of spans of the same length, have a minute in common.</summary>
    public bool Overlaps(MinuteSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the set as runs of minutes that are in it and that are not, in turn.</summary>
    internal void Write(ref BitWriter writer)
    {
        writer.Write(Contains(0));
        for (int at = 0; at < Minutes;)
        {
            int end = EndOfRun(at);
            if (end == Minutes)
            {
                writer.Write(true);
                return;
            }

            writer.Write(false);
            writer.WriteRice(end - at - 1, 3);
            at = end;
        }
    }

    /// <summary>Reads a set.</summary>
    /// <exception cref="InvalidDataException">The bits are no set of as many minutes.</exception>
    internal static MinuteSet Read(ref BitReader reader, int minutes)
    {
        MinuteSet set = new(minutes);
        bool inside = reader.ReadFlag();
        for (int at = 0; at < minutes; inside = !inside)
        {
            int end = minutes;
            if (!reader.ReadFlag())
            {
                long length = reader.ReadRice(3) + 1;
                end = length < minutes - at ? at + (int)length : throw reader.Wrong("a run of minutes is too long");
            }

            if (inside)
            {
                set.AddRange(at, end);
            }

            at = end;
        }

        return set;
    }

    private void AddRange(int from, int to)
    {
        while (from < to)
        {
            int bits = Math.Min(64 - (from & 63), to - from);
            _words[from >> 6] |= (ulong.MaxValue >> (64 - bits)) << (from & 63);
            from += bits;
        }
    }

    private int EndOfRun(int at)
    {
        bool inside = Contains(at);
        int end = at + 1;
        while (end < Minutes && Contains(end) == inside)
        {
            end++;
        }

        return end;
    }
}
