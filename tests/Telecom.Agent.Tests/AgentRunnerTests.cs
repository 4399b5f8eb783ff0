using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Configuration;
using Telecom.Agent.Probing;
using Telecom.Agent.Tests.Support;

namespace Telecom.Agent.Tests;

public sealed class AgentRunnerTests : IDisposable
{
    private const int InterfaceMissing = 1151;
    private const int Defect = 1005;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_single_measurement_that_fails_ends_the_run_as_a_defect_while_the_others_still_run()
    {
        using ListLogger loggers = new((category, line) =>
        {
            if (category == typeof(InterfaceReader).FullName && line == InterfaceMissing)
            {
                throw new InvalidOperationException("planted");
            }
        });
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddMetrics()
            .AddSingleton<ILoggerFactory>(loggers)
            .BuildServiceProvider();
        await File.WriteAllTextAsync(_folder.File("key"), "tsk_good");
        await File.WriteAllTextAsync(_folder.File("agent.yaml"), """
            agent: customers/acme/agents/edge-1
            gateway: { address: "http://127.0.0.1:9", apiKeyFile: key, stopWait: 1s }
            spool: { directory: spool, maxMegabytes: 8 }
            circuits:
              - { circuit: customers/acme/circuits/a, target: "127.0.0.1:9", cadence: 10ms, timeout: 50ms }
              - { circuit: customers/acme/circuits/b, target: "127.0.0.1:9", cadence: 10ms, timeout: 50ms, interface: no-such-if, interfaceCadence: 100ms }
            """);
        ConfigurationResult loaded = ConfigurationLoader.Load(_folder.File("agent.yaml"));
        Assert.Empty(loaded.Errors);
        await using AgentRunner runner = new(loaded.Configuration ?? throw new InvalidOperationException(), services);

        Assert.Equal(1, await runner.RunAsync(CancellationToken.None).Within());
        Assert.Contains(loggers.Lines, line => line.Event == Defect);
    }

    public void Dispose() => _folder.Dispose();
}
