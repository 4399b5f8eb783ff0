using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Telecom.Agent.Reporting;
using Telecom.Agent.Tests.Support;
using Telecom.Common.V1;

namespace Telecom.Agent.Tests;

/// <summary>The whole agent: in this process through its public door, and as a program that is killed.</summary>
public sealed class AgentHostTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeIngestion _server = new();

    [Fact]
    public async Task A_clean_stop_leaves_every_measured_sample_acknowledged()
    {
        await _server.StartAsync();
        string config = WriteConfiguration();
        using CancellationTokenSource stop = new();
        Task<int> running = AgentHost.RunAsync(["--config", config], stop.Token);
        await Until.TrueAsync(() => _server.Lanes is [{ Durable: >= 5 }]);
        await stop.CancelAsync();
        Assert.Equal(0, await running.Within());

        AgentStatus status = AgentStatus.Read(_folder.File("spool")) ?? throw new InvalidOperationException("no status file");
        Assert.Empty(_server.Faults);
        Assert.Equal(("stopped", "stopped"), (status.State, status.Uplink));
        Assert.Equal(status.Samples.Measured, _server.Lane.Samples.Count());
        Assert.Equal(status.Samples.Measured, status.Samples.Acknowledged);
        Assert.Equal((0L, 0L, 0UL), (status.Samples.LostByAgent, status.Samples.Waiting, status.Spool.PendingBatches));
        Assert.Equal(status.Probes.Sent, status.Probes.Answered + status.Probes.Lost);
        Assert.Equal(status.Probes.Sent, _server.Lane.Samples.Where(s => s.Metric == Metric.Loss).Sum(s => s.Sent));
        Assert.Equal(status.Probes.Lost, _server.Lane.Samples.Where(s => s.Metric == Metric.Loss).Sum(s => s.Lost));
        Assert.Equal(status.Probes.Answered, _server.Lane.Samples.Count(s => s.Metric == Metric.Latency));
    }

    [Fact]
    public async Task An_agent_killed_again_and_again_loses_no_spooled_batch_and_doubles_none()
    {
        await _server.StartAsync();
        string config = WriteConfiguration();
        Random random = new(9);
        ulong seen = 0;
        for (int kill = 0; kill < 6; kill++)
        {
            using Process agent = Start(config);
            ulong enough = seen + (ulong)random.Next(1, 12);
            await Until.TrueAsync(() => agent.HasExited || (_server.Lanes is [var lane] && lane.Durable >= enough));
            Assert.False(agent.HasExited, "the agent ended by itself");
            agent.Kill();
            await agent.WaitForExitAsync().Within();
            seen = _server.Lane.Durable;
        }

        using CancellationTokenSource stop = new();
        Task<int> running = AgentHost.RunAsync(["--config", config], stop.Token);
        await Until.TrueAsync(() => _server.Lane.Durable > seen);
        await stop.CancelAsync();
        Assert.Equal(0, await running.Within());

        AgentStatus status = AgentStatus.Read(_folder.File("spool")) ?? throw new InvalidOperationException("no status file");
        FakeLane only = _server.Lane;
        Assert.Empty(_server.Faults);
        Assert.Equal(only.Epoch.Memory.ToArray(), Convert.FromHexString(status.Spool.Epoch));
        Assert.Equal(status.Spool.LastSequence, only.Durable);
        Assert.Equal(status.Spool.LastSequence, status.Spool.AcknowledgedSequence);
        Assert.Equal((int)only.Durable, only.Stored.Count);
        Assert.Equal(only.Samples.Count(), status.Samples.Acknowledged);
        Assert.Equal(only.Samples.Count(), only.Samples.Distinct().Count());
    }

    [Fact]
    public async Task The_reflect_command_reflects_until_stopped()
    {
        int port = FreePort();
        using CancellationTokenSource stop = new();
        Task<int> running = AgentHost.RunAsync(["reflect", "--listen", $"127.0.0.1:{port}", "--stateful"], stop.Token);
        using UdpClient sender = new(new IPEndPoint(IPAddress.Loopback, 0));
        sender.Connect(IPAddress.Loopback, port);
        await Until.TrueAsync(() =>
        {
            try
            {
                sender.Send(new byte[44]);
                return sender.Available > 0;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        await stop.CancelAsync();
        Assert.Equal(0, await running.Within());
    }

    [Theory]
    [InlineData("--config", "/no/such/file.yaml")]
    [InlineData("--nonsense")]
    [InlineData]
    [InlineData("reflect")]
    [InlineData("reflect", "--listen", "127.0.0.1")]
    public async Task A_wrong_command_line_or_file_ends_with_code_2(params string[] args) =>
        Assert.Equal(AgentHost.WrongConfiguration, await AgentHost.RunAsync(args, CancellationToken.None).Within());

    [Fact]
    public async Task A_second_agent_on_the_same_spool_does_not_start()
    {
        await _server.StartAsync();
        string config = WriteConfiguration();
        using CancellationTokenSource stop = new();
        Task<int> first = AgentHost.RunAsync(["--config", config], stop.Token);
        await Until.TrueAsync(() => _server.Lanes is [{ Durable: >= 1 }]);
        string other = _folder.File("other.yaml");
        string text = await File.ReadAllTextAsync(config);
        await File.WriteAllTextAsync(other, text[..text.IndexOf("reflector:", StringComparison.Ordinal)]);
        Assert.Equal(AgentHost.Failed, await AgentHost.RunAsync(["--config", other], CancellationToken.None).Within());
        await stop.CancelAsync();
        Assert.Equal(0, await first.Within());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using UdpClient free = new(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)free.Client.LocalEndPoint!).Port;
    }

    private static Process Start(string config)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Telecom.Agent.dll"), "--config", config },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("the agent did not start");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string WriteConfiguration()
    {
        int port = FreePort();
        File.WriteAllText(_folder.File("key"), "tsk_good");
        string config = _folder.File("agent.yaml");
        File.WriteAllText(config, $$"""
            agent: customers/acme/agents/edge-1
            gateway: { address: "{{_server.Address}}", apiKeyFile: key, reconnectInitial: 20ms, reconnectMaximum: 200ms, stopWait: 30s }
            spool: { directory: spool, maxMegabytes: 8 }
            batch: { flush: 20ms }
            circuits:
              - { circuit: customers/acme/circuits/a, target: "127.0.0.1:{{port}}", cadence: 10ms, interface: lo, interfaceCadence: 100ms }
              - { circuit: customers/acme/circuits/b, target: "127.0.0.1:{{FreePort()}}", cadence: 20ms, timeout: 200ms }
            reflector: { listen: "127.0.0.1:{{port}}" }
            """);
        return config;
    }
}
