using Telecom.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>As <see cref="KillTests"/> on the shared engine, where the store is one of those that are killed.</summary>
public sealed class SharedEngineKillTests(ITestOutputHelper output)
{
    [NeedsFact(NeedsFactAttribute.Need.Redis)]
    public async Task Killing_services_and_the_store_under_load_on_the_shared_engine_loses_and_doubles_nothing()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using Rig rig = await Rig.StartAsync(redis.Settings);
        await KillTrial.RunAsync(
            rig,
            "redis",
            Proofs.Rounds(reduced: 5, full: 90),
            ["redis-server", "ingestion", "redis-server", "sla"],
            victim => victim == "redis-server" ? redis.KillAndRestartAsync() : rig.KillAndRestartAsync(victim),
            output.WriteLine);
    }
}
