using System.Globalization;
using System.Text.Json;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>The reference agent as a process of its own, with its folder.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly string _folder;
    private readonly NamespacePair? _far;
    private ManagedProcess _process;

    private RunningAgent(string folder, NamespacePair? far)
    {
        _folder = folder;
        _far = far;
        _process = StartProcess();
    }

    public ManagedProcess Process => _process;

    /// <summary>Starts an agent of a tenant.</summary>
    /// <param name="rig">The suite that it sends to.</param>
    /// <param name="tenant">Whose agent it is.</param>
    /// <param name="circuits">YAML of each circuit without its "- ", for example "circuit: …\n    method: stamp\n    …".</param>
    /// <param name="reflector">Where its own reflector listens; null for none.</param>
    /// <param name="far">The pair of namespaces on whose far side it runs; null for this side.</param>
    public static async Task<RunningAgent> StartAsync(Rig rig, Tenant tenant, IEnumerable<string> circuits, string? reflector = null, NamespacePair? far = null)
    {
        string folder = Path.Combine(rig.Folder, "agent-" + tenant.Name.Split('/')[1]);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "agent.key"), tenant.AgentSecret);
        string yaml = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            agent: {tenant.AgentName}
            gateway:
              address: {rig.GatewayAddress}
              apiKeyFile: agent.key
              reconnectMaximum: 2s
              stopWait: 60s
            spool:
              directory: spool
            batch:
              flush: 200ms
            statusInterval: 1s
            {(reflector is null ? "" : $"reflector: {{listen: \"{reflector}\"}}")}
            circuits:
            {string.Concat(circuits.Select(c => $"  - {c}\n"))}
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "agent.yaml"), yaml);
        return new RunningAgent(folder, far);
    }

    /// <summary>A STAMP circuit.</summary>
    public static string Stamp(string circuit, string target, string cadence = "50ms", string timeout = "1s") =>
        $"circuit: {circuit}\n    method: stamp\n    target: {target}\n    cadence: {cadence}\n    timeout: {timeout}";

    /// <summary>What the agent says of itself; null before it said anything.</summary>
    public JsonElement? Status()
    {
        string file = Path.Combine(_folder, "spool", "status.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : null;
    }

    /// <summary>kill -9, and the same agent again on the same spool.</summary>
    public async Task KillAndRestartAsync()
    {
        await _process.KillHardAsync();
        await _process.DisposeAsync();
        _process = StartProcess();
    }

    /// <summary>SIGTERM: everything measured is sent and acknowledged before it ends.</summary>
    public async Task StopAsync() => Assert.Equal(0, await _process.TerminateAsync(TimeSpan.FromSeconds(90)));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ManagedProcess StartProcess()
    {
        string[] arguments = ["--config", Path.Combine(_folder, "agent.yaml")];
        return _far?.StartFar("Telecom.Agent", arguments, _folder)
            ?? ManagedProcess.StartProgram("Telecom.Agent", "Telecom.Agent", arguments, new Dictionary<string, string?>(), _folder);
    }
}
