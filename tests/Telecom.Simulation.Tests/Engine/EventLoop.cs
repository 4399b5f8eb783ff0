using System.Globalization;

namespace Telecom.Simulation.Tests.Engine;

/// <summary>
/// Virtual time and everything that happens in it, on one thread: the next event is the earliest, and of two at one instant the one that
/// was planned first. All chance comes from one generator, so that a seed says everything.
/// </summary>
internal sealed class EventLoop(int seed, bool tracing)
{
    public const long Second = 1_000_000;

    private readonly PriorityQueue<Action, (long AtUs, long Order)> _events = new();
    private readonly List<string> _trace = [];
    private long _order;
    private ulong _digest = 14695981039346656037;

    public Random Random { get; } = new(seed);

    /// <summary>Microseconds since the world began.</summary>
    public long NowUs { get; private set; }

    public long Executed { get; private set; }

    /// <summary>Stops dropping, delaying and crashing: what is broken then heals, and nothing else breaks.</summary>
    public bool Calm { get; set; }

    public IReadOnlyList<string> Trace => _trace;

    /// <summary>A hash of everything that was noted: equal for two runs of one seed.</summary>
    public ulong Digest => _digest;

    public bool OneIn(int many) => Random.Next(many) == 0;

    /// <summary>True by chance, but never when the world is calm.</summary>
    public bool Fault(int oneIn) => !Calm && Random.Next(oneIn) == 0;

    public long Between(long lowUs, long highUs) => Random.NextInt64(lowUs, highUs + 1);

    public void At(long us, Action what) => _events.Enqueue(what, (Math.Max(us, NowUs), _order++));

    public void After(long us, Action what) => At(NowUs + us, what);

    public void Note(string what)
    {
        foreach (char c in what)
        {
            _digest = unchecked((_digest ^ c) * 1099511628211);
        }

        _digest = unchecked((_digest ^ (ulong)NowUs) * 1099511628211);
        if (tracing)
        {
            _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{NowUs / 1e6,11:F6} {what}"));
        }
    }

    /// <summary>Runs until the instant has come, a condition holds, or so many events ran.</summary>
    public void Run(long untilUs, Func<bool> done, long mostEvents)
    {
        for (long i = 0; i < mostEvents && !done() && _events.TryPeek(out Action? next, out (long AtUs, long Order) when) && when.AtUs <= untilUs; i++)
        {
            _events.Dequeue();
            NowUs = when.AtUs;
            Executed++;
            next();
        }
    }
}
