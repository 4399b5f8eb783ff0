using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>Events in the order of their positions, which have gaps; streams of them resume by position, as the services' own do.</summary>
internal sealed class FakeFeed<TEvent>(Func<TEvent, long> positionOf, Func<TEvent, string> customerOf)
{
    private readonly Lock _lock = new();
    private readonly List<TEvent> _events = [];
    private readonly List<long> _opened = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _sent;

    /// <summary>Positions after which streams were opened.</summary>
    public long[] Opened
    {
        get
        {
            lock (_lock)
            {
                return [.. _opened];
            }
        }
    }

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>What the next streams throw at once; null for nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the next streams throw after they said where they begin; null for nothing.</summary>
    public Exception? LaterFailure { get; set; }

    public TEvent Add(Func<long, TEvent> make)
    {
        lock (_lock)
        {
            TEvent one = make(_position += 3);
            _events.Add(one);
            _more.SetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return one;
        }
    }

    public async Task SendAsync(string parent, long after, Caller caller, Func<long, IEnumerable<TEvent>, Task> send, IDrain drain, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (parent != "customers/-")
        {
            _ = caller.RequireOwn(parent, "", "parent");
        }
        else if (!caller.IsProvider)
        {
            throw RpcFailure.NotFound(parent);
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        long position = Begin(after);
        await send(position, []);
        if (LaterFailure is { } later)
        {
            throw later;
        }

        while (!ends.IsCancellationRequested)
        {
            (TEvent[] next, Task more) = After(position);
            position = next.Length > 0 ? positionOf(next[^1]) : position;
            TEvent[] seen = [.. next.Where(one => parent == "customers/-" || customerOf(one) == parent)];
            if (next.Length > 0)
            {
                await send(position, seen);
                _ = Interlocked.Add(ref _sent, seen.Length);
            }
            else
            {
                await more.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private long Begin(long after)
    {
        lock (_lock)
        {
            _opened.Add(after);
            return after < 0 ? _position : after;
        }
    }

    private (TEvent[] Next, Task More) After(long position)
    {
        lock (_lock)
        {
            return ([.. _events.Where(one => positionOf(one) > position).Take(10)], _more.Task);
        }
    }
}
