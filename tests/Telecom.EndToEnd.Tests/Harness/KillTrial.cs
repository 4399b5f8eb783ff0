using Telecom.Sla.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>Kills under load, and what must hold afterwards.</summary>
internal static class KillTrial
{
    public static async Task RunAsync(Rig rig, string engine, int kills, string[] victims, Func<string, Task> kill, Action<string> say)
    {
        var random = new Random(Proofs.Seed);
        Dictionary<string, int> counts = victims.Distinct().ToDictionary(v => v, _ => 0);
        say($"seed {Proofs.Seed}, {kills} kills of {string.Join(", ", counts.Keys)} on {engine}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        long startUs = TimeProvider.System.GetUtcNow().AddHours(-36).ToUnixTimeSeconds() * 1_000_000;
        Swarm swarm = await Swarm.StartAsync(rig, "killed", Proofs.Seed, startUs, lanes: 3, TimeSpan.FromMilliseconds(15), limit.Token);
        await swarm.ProgressAsync();
        for (int i = 0; i < kills; i++)
        {
            // Every victim in turn, at an instant that no one chose; and each kill falls into streams that move.
            string victim = victims[i % victims.Length];
            await swarm.ProgressAsync((ulong)random.Next(1, 30));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 300)), TimeProvider.System);
            await kill(victim);
            counts[victim]++;
        }

        await swarm.ProgressAsync();
        await swarm.FinishAsync();

        Swarm calm = await Swarm.StartAsync(rig, "calm", Proofs.Seed, startUs, lanes: 3, TimeSpan.Zero, limit.Token);
        await calm.FinishAsync(swarm.LastSequences);
        long asOfUs = startUs + ((long)swarm.LastSequences.Max() * SampleScript.BatchUs) + 60_000_000;
        IReadOnlyList<CircuitStatus> verdicts = await swarm.VerdictsAsync(asOfUs);
        Assert.Equal(await calm.VerdictsAsync(asOfUs), verdicts);
        Assert.All(verdicts, v => Assert.True(v.SampleCount > 0));
        string each = string.Join(", ", counts.Select(c => $"{c.Value} of {c.Key}"));
        Proofs.Report(
            $"kill-{engine}",
            $"{kills} kill -9 under load on {engine} ({each}), {swarm.Clients.Sum(c => c.Connections)} connections: {swarm.Samples} samples acknowledged = stored = counted, "
                + $"{verdicts.Count} verdicts with {verdicts.Sum(v => v.Outages.Count)} outages equal to those of a fault-free run of the same samples");
    }
}
