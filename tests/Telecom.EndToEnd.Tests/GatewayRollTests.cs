using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

/// <summary>Two gateways before one suite, restarted one after the other under load, as a rollout does.</summary>
public sealed class GatewayRollTests
{
    [Fact]
    public async Task A_rolling_restart_of_two_gateways_under_streams_loses_and_doubles_nothing()
    {
        int rounds = Proofs.Rounds(reduced: 1, full: 10);
        await using Rig rig = await Rig.StartAsync(new Dictionary<string, string?> { ["TELECOM_Gateway__Drain__Spread"] = "00:00:02" }, "gateway");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-24).ToUnixTimeSeconds() * 1_000_000;
        Swarm swarm = await Swarm.StartAsync(
            rig, "gates", Proofs.Seed, startUs, lanes: 6, TimeSpan.FromMilliseconds(10), limit.Token, [rig.GatewayAddress, rig.Address("gateway-2")]);
        await swarm.ProgressAsync(20);
        for (int round = 0; round < rounds; round++)
        {
            foreach (string replica in (string[])["gateway", "gateway-2"])
            {
                await rig.RestartGentlyAsync(replica);
                await swarm.ProgressAsync(20);
            }
        }

        await swarm.FinishAsync();
        int moved = swarm.Clients.Sum(c => c.Connections) - swarm.Clients.Count;
        Assert.True(moved >= swarm.Clients.Count, $"only {moved} streams moved in {rounds} rolling restarts");
        Proofs.Report(
            "rolling-gateways",
            $"{rounds} rolling restarts of two gateways under load: {moved} connections more, {swarm.Samples} samples acknowledged = stored = counted");
    }
}
