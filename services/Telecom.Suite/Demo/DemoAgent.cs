using Telecom.Agent;

namespace Telecom.Suite;

/// <summary>The reference agent of the demonstration, in this process.</summary>
internal sealed class DemoAgent : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _running;

    private DemoAgent(DemoCustomer demo) => _running = AgentHost.RunAsync(["--config", demo.AgentConfigFile, "--quiet"], _stop.Token);

    /// <summary>True when it ended by itself, which it does only when something is wrong.</summary>
    public bool Ended => _running.IsCompleted;

    /// <summary>Starts measuring.</summary>
    public static DemoAgent Start(DemoCustomer demo) => new(demo);

    /// <summary>Stops it cleanly: what it measured is sent and acknowledged as far as time allows.</summary>
    /// <returns>The agent's exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
