namespace Telecom.Simulation.Tests.Engine;

/// <summary>The machine of a store: it can be down, and whoever waits for its answer then is told that the connection broke.</summary>
internal sealed class SimMachine(EventLoop loop, string name)
{
    private readonly List<Action> _waiting = [];

    public string Name => name;

    public bool Up { get; private set; } = true;

    /// <summary>Counts the machine's lives.</summary>
    public int Life { get; private set; } = 1;

    /// <summary>Registers what is to happen when the machine goes down before it answers.</summary>
    public void OnCrash(Action broken) => _waiting.Add(broken);

    public void Crash(Action lose, long downUs)
    {
        loop.Note($"{name} goes down for {downUs / 1000} ms");
        Up = false;
        lose();
        Break();
        loop.After(downUs, () =>
        {
            Up = true;
            Life++;
            loop.Note($"{name} is up again");
        });
    }

    /// <summary>Everybody's connection breaks, as at a fail-over.</summary>
    public void Break()
    {
        Action[] broken = [.. _waiting];
        _waiting.Clear();
        Array.ForEach(broken, static b => b());
    }
}
