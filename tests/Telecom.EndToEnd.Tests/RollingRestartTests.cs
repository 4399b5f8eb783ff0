using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

/// <summary>Two replicas of ingestion on one shared store, restarted one after the other under load, as a rollout does.</summary>
public sealed class RollingRestartTests
{
    [NeedsFact(NeedsFactAttribute.Need.Redis)]
    public async Task A_rolling_restart_of_two_replicas_under_load_loses_and_doubles_nothing()
    {
        int rounds = Proofs.Rounds(reduced: 1, full: 10);
        await using RedisServer redis = await RedisServer.StartAsync();
        await using Rig rig = await Rig.StartAsync(redis.Settings, "ingestion", "gateway");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-24).ToUnixTimeSeconds() * 1_000_000;
        Swarm swarm = await Swarm.StartAsync(
            rig, "rolled", Proofs.Seed, startUs, lanes: 4, TimeSpan.FromMilliseconds(10), limit.Token, [rig.GatewayAddress, rig.Address("gateway-2")]);
        await swarm.ProgressAsync(20);
        for (int round = 0; round < rounds; round++)
        {
            foreach (string replica in (string[])["ingestion", "ingestion-2"])
            {
                await rig.RestartGentlyAsync(replica);
                await swarm.ProgressAsync(20);
            }
        }

        await swarm.FinishAsync();
        int moved = swarm.Clients.Sum(c => c.Connections) - swarm.Clients.Count;
        Assert.True(moved >= rounds, $"only {moved} streams moved in {rounds} rolling restarts");
        Proofs.Report(
            "rolling-restart",
            $"{rounds} rolling restarts of two replicas under load: {moved} streams moved ({swarm.Clients.Sum(c => c.Drains)} were told to), {swarm.Samples} samples acknowledged = stored = counted");
    }
}
