using Microsoft.Extensions.Logging;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The content keys of the window, in memory, for the one thread that writes. Keys are held by spans of time, an eighth of the window
/// each, and forgotten span by span, so that a key is known for the window and at most an eighth longer. Memory is about 40 bytes a key
/// and bounded: beyond <see cref="SqliteSampleLogOptions.MaxContentKeys"/> the oldest span goes before its time, and that is logged. So that
/// a flood does not end up in one span, which could only go whole, a span also ends when it has an eighth of the most.
/// </summary>
internal sealed partial class ContentIndex(TimeSpan window, int mostKeys, ILogger logger)
{
    private const int Spans = 8;
    private readonly long _windowUs = Files.Microseconds.Of(window);
    private readonly long _spanUs = Files.Microseconds.Of(window) / Spans;
    private readonly List<Span> _spans = [];
    private readonly HashSet<UInt128> _staged = [];
    private readonly Dictionary<string, UInt128> _agents = new(StringComparer.Ordinal);

    /// <summary>The newest instant that was seen: rows of keys are written with it, so that they never step back with the clock.</summary>
    public long NowUs { get; private set; }

    /// <summary>Keys that are known.</summary>
    public long Count => _spans.Sum(static span => (long)span.Keys.Count);

    /// <summary>First instant whose keys are still known.</summary>
    public long FromUs(long nowUs) => nowUs - _windowUs;

    /// <summary>Indexes of those keys that are known or staged, ascending.</summary>
    public IReadOnlyList<int> Find(string agent, IReadOnlyList<UInt128> keys, long nowUs)
    {
        NowUs = Math.Max(NowUs, nowUs);
        Forget();
        UInt128 mark = MarkOf(agent);
        List<int>? known = null;
        for (int i = 0; i < keys.Count; i++)
        {
            if (Has(keys[i] ^ mark))
            {
                (known ??= []).Add(i);
            }
        }

        return known is null ? [] : known;
    }

    /// <summary>Keys that the transaction under way adds.</summary>
    public void Stage(string agent, IReadOnlyList<UInt128> keys)
    {
        UInt128 mark = MarkOf(agent);
        for (int i = 0; i < keys.Count; i++)
        {
            _staged.Add(keys[i] ^ mark);
        }
    }

    /// <summary>The transaction is final.</summary>
    public void Keep()
    {
        if (_staged.Count > 0)
        {
            Add(_staged, NowUs);
            _staged.Clear();
        }
    }

    /// <summary>The transaction was undone.</summary>
    public void Drop() => _staged.Clear();

    /// <summary>Begins anew, with what the files have.</summary>
    public void Replace(IEnumerable<(string Agent, long AppendedUs, UInt128[] Keys)> rows)
    {
        (string Agent, long AppendedUs, UInt128[] Keys)[] read = [.. rows];
        _spans.Clear();
        _staged.Clear();
        foreach ((string agent, long appendedUs, UInt128[] keys) in read)
        {
            UInt128 mark = MarkOf(agent);
            NowUs = Math.Max(NowUs, appendedUs);
            Add(keys.Select(key => key ^ mark), appendedUs);
        }
    }

    private bool Has(UInt128 key)
    {
        foreach (Span span in _spans)
        {
            if (span.Keys.Contains(key))
            {
                return true;
            }
        }

        return _staged.Contains(key);
    }

    private void Add(IEnumerable<UInt128> keys, long atUs)
    {
        if (_spans.Count == 0 || atUs - _spans[^1].FromUs >= _spanUs || _spans[^1].Keys.Count >= mostKeys / Spans)
        {
            _spans.Add(new Span(atUs));
        }

        Span newest = _spans[^1];
        newest.Keys.UnionWith(keys);
        newest.ToUs = Math.Max(newest.ToUs, atUs);
        while (_spans.Count > 1 && Count > mostKeys)
        {
            Log.ForgottenEarly(logger, _spans[0].Keys.Count, mostKeys, window);
            _spans.RemoveAt(0);
        }
    }

    private void Forget()
    {
        while (_spans.Count > 0 && NowUs - _spans[0].ToUs > _windowUs)
        {
            _spans.RemoveAt(0);
        }
    }

    private UInt128 MarkOf(string agent)
    {
        if (!_agents.TryGetValue(agent, out UInt128 mark))
        {
            _agents.Add(agent, mark = ContentKeys.Of(agent));
        }

        return mark;
    }

    private sealed class Span(long fromUs)
    {
        public long FromUs { get; } = fromUs;

        public long ToUs { get; set; } = fromUs;

        public HashSet<UInt128> Keys { get; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(9050, LogLevel.Warning, "{Keys} content keys were forgotten before the end of the window of {Window}: more than {Most} came within it")]
        public static partial void ForgottenEarly(ILogger logger, int keys, int most, TimeSpan window);
    }
}
