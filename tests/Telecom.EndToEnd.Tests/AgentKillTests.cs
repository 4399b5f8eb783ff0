using System.Text.Json;
using Telecom.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>kill -9 of the agent: what it had spooled arrives after the restart, each sample once.</summary>
[Collection(SharedRigCollection.Name)]
public sealed class AgentKillTests(RigFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Killing_the_agent_in_the_middle_of_its_stream_loses_and_doubles_nothing_that_it_spooled()
    {
        Rig rig = fixture.Rig;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "agent-kill", ["line"]);
        string reflector = $"127.0.0.1:{Rig.FreePort()}";
        int kills = Proofs.Rounds(reduced: 3, full: 20);
        var random = new Random(Proofs.Seed);
        output.WriteLine($"seed {Proofs.Seed}, {kills} kills of the agent");
        await using RunningAgent agent = await RunningAgent.StartAsync(rig, tenant, [RunningAgent.Stamp(tenant.Circuit("line"), reflector, cadence: "10ms")], reflector);
        for (int i = 0; i < kills; i++)
        {
            long before = Acknowledged(agent);
            await Until.Async("samples acknowledged", TimeSpan.FromSeconds(60), () => Task.FromResult(Acknowledged(agent)), now => now > before);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 1_000)), TimeProvider.System);
            await agent.KillAndRestartAsync();
        }

        long last = Acknowledged(agent);
        await Until.Async("samples acknowledged", TimeSpan.FromSeconds(60), () => Task.FromResult(Acknowledged(agent)), now => now > last);
        await agent.StopAsync();
        JsonElement spool = agent.Status()!.Value.GetProperty("spool");
        Assert.Equal(0, spool.GetProperty("pendingBatches").GetInt64());

        // The spool counts what it holds over all restarts: the sum of every batch that was ever written to it.
        ulong acknowledged = agent.Status()!.Value.GetProperty("samples").GetProperty("acknowledged").GetUInt64();
        Assert.True(acknowledged > 0);
        await FirstLightTests.AssertCountedAsync(rig, tenant, acknowledged);
        Proofs.Report("kill-agent", $"{kills} kill -9 of the agent: {spool.GetProperty("lastSequence")} batches spooled = acknowledged, {acknowledged} samples acknowledged = stored = counted");
    }

    private static long Acknowledged(RunningAgent agent)
    {
        Assert.False(agent.Process.HasExited, agent.Process.Output);
        return agent.Status() is { } status ? status.GetProperty("samples").GetProperty("acknowledged").GetInt64() : 0;
    }
}
