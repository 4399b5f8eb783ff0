using System.Text.Json;
using Telecom.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>The reference agent behind a line that is cut, loses packets and is narrow: it catches up, and nothing is lost or doubled.</summary>
[Collection(NamespacePair.Collection)]
public sealed class BadNetworkTests(ITestOutputHelper output)
{
    [NeedsFact(NeedsFactAttribute.Need.ShapedNamespaces)]
    public async Task A_cut_line_ten_percent_loss_and_two_megabits_lose_and_double_nothing()
    {
        TimeSpan cut = TimeSpan.FromSeconds(Proofs.Rounds(reduced: 4, full: 30));
        await using NamespacePair pair = await NamespacePair.CreateAsync(lossPercent: 0);
        await using Rig rig = await Rig.StartAsync(NamespacePair.NearAddress, null);
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "badline", ["a", "b"]);
        string reflector = $"127.0.0.1:{Rig.FreePort()}";
        string[] circuits = [.. new[] { "a", "b" }.Select(c => RunningAgent.Stamp(tenant.Circuit(c), reflector, cadence: "10ms"))];
        await using RunningAgent agent = await RunningAgent.StartAsync(rig, tenant, circuits, reflector, pair);
        await AcknowledgedAsync(agent, more: 200);

        await pair.SetLinkAsync(up: false);
        await Task.Delay(cut, TimeProvider.System);
        long behind = Pending(agent);
        await pair.SetLinkAsync(up: true);
        await AcknowledgedAsync(agent, more: (long)(cut.TotalSeconds * 200));

        await pair.DropTcpAsync(new Uri(rig.GatewayAddress).Port, percent: 10);
        await AcknowledgedAsync(agent, more: (long)(cut.TotalSeconds * 400));
        long dropped = await pair.StopDroppingAsync();

        await pair.ShapeAsync(2_000);
        await AcknowledgedAsync(agent, more: (long)(cut.TotalSeconds * 200));
        await agent.StopAsync();

        JsonElement status = agent.Status()!.Value;
        Assert.Equal(0, status.GetProperty("spool").GetProperty("pendingBatches").GetInt64());
        JsonElement samples = status.GetProperty("samples");
        Assert.Equal(0, samples.GetProperty("lostByAgent").GetInt64());
        ulong spooled = samples.GetProperty("spooled").GetUInt64();
        Assert.True(behind > 0 && dropped > 0, $"{behind} batches waited, {dropped} packets were dropped");
        await FirstLightTests.AssertCountedAsync(rig, tenant, spooled);
        output.WriteLine($"{behind} batches waited when the line came back, {dropped} packets dropped");
        Proofs.Report(
            "bad-network",
            $"line cut for {cut.TotalSeconds} s ({behind} batches waited), 10 % loss ({dropped} packets dropped by nftables), then 2 Mbit/s: {spooled} samples spooled = acknowledged = stored = counted");
    }

    private static Task<long> AcknowledgedAsync(RunningAgent agent, long more)
    {
        long before = Acknowledged(agent);
        return Until.Async("samples acknowledged", TimeSpan.FromMinutes(3), () => Task.FromResult(Acknowledged(agent)), now => now >= before + more);
    }

    private static long Acknowledged(RunningAgent agent)
    {
        Assert.False(agent.Process.HasExited, agent.Process.Output);
        return agent.Status() is { } status ? status.GetProperty("samples").GetProperty("acknowledged").GetInt64() : 0;
    }

    private static long Pending(RunningAgent agent) => agent.Status()!.Value.GetProperty("spool").GetProperty("pendingBatches").GetInt64();
}
