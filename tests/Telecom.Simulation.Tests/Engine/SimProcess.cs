namespace Telecom.Simulation.Tests.Engine;

/// <summary>A process: what is delivered to it waits while it stands still, and is lost when it is dead.</summary>
internal sealed class SimProcess(EventLoop loop, string name)
{
    private readonly Queue<Action> _inbox = new();
    private long _stalledUntilUs;
    private bool _draining;

    public string Name => name;

    public bool Alive { get; private set; } = true;

    public void Kill()
    {
        Alive = false;
        _inbox.Clear();
        loop.Note($"{name} is killed");
    }

    /// <summary>Stands still, as a process that was stopped, swapped out or collected garbage; then it goes on as if nothing had been.</summary>
    public void Stall(long us)
    {
        _stalledUntilUs = Math.Max(_stalledUntilUs, loop.NowUs + us);
        loop.Note($"{name} stands still for {us / 1000} ms");
    }

    public void Deliver(Action what)
    {
        if (!Alive)
        {
            return;
        }

        _inbox.Enqueue(what);
        Drain();
    }

    /// <summary>Completes after a time of this process's own; never when it dies before.</summary>
    public Task Delay(long us)
    {
        TaskCompletionSource done = new();
        loop.After(us, () => Deliver(done.SetResult));
        return done.Task;
    }

    private void Drain()
    {
        if (_draining)
        {
            return;
        }

        if (loop.NowUs < _stalledUntilUs)
        {
            _draining = true;
            loop.At(_stalledUntilUs, () =>
            {
                _draining = false;
                Drain();
            });
            return;
        }

        _draining = true;
        while (Alive && loop.NowUs >= _stalledUntilUs && _inbox.TryDequeue(out Action? next))
        {
            next();
        }

        _draining = false;
        if (Alive && _inbox.Count > 0)
        {
            Drain();
        }
    }
}
