using Microsoft.Extensions.Logging.Abstractions;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Storage.Events;
using Telecom.Storage.Redis;
using Telecom.Storage.Sqlite;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>Alarms of cases over kill -9: each is written once, whichever process does it and whatever happens to that.</summary>
public sealed class SupportAlarmTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killing_the_support_service_amid_alarms_loses_and_doubles_none()
    {
        await using Rig rig = await Rig.StartAsync(SupportAlarmTrial.Settings());
        string seen = await SupportAlarmTrial.RunAsync(
            rig,
            "sqlite",
            ["support"],
            Proofs.Rounds(reduced: 1_000, full: 10_000),
            Proofs.Rounds(reduced: 3, full: 10),
            async () =>
            {
                var options = new SqliteEventStoreOptions { Folder = Path.Combine(rig.DataFolder, "support") };
                await using SqliteEventStore store = await SqliteEventStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
                return await AllAsync(store);
            },
            output.WriteLine);
        output.WriteLine(seen);
        Proofs.Report("support-alarms-kill", seen);
    }

    [NeedsFact(NeedsFactAttribute.Need.Redis)]
    public async Task Two_support_services_on_one_store_of_which_one_is_killed_amid_alarms_lose_and_double_none()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using Rig rig = await Rig.StartAsync(SupportAlarmTrial.Settings(redis.Settings), "support");
        string seen = await SupportAlarmTrial.RunAsync(
            rig,
            "redis",
            ["support", "support-2"],
            Proofs.Rounds(reduced: 1_000, full: 10_000),
            Proofs.Rounds(reduced: 1, full: 10),
            async () =>
            {
                var options = new RedisStoreOptions { Endpoints = { $"127.0.0.1:{redis.Port}" } };
                await using RedisEventStore store = await RedisEventStore.OpenAsync(options, ServiceNames.Support, NullLogger.Instance, CancellationToken.None);
                return await AllAsync(store);
            },
            output.WriteLine);
        output.WriteLine(seen);
        Proofs.Report("support-alarms-replicas", $"two processes on one Redis, {seen}");
    }

    private static async Task<IReadOnlyList<StoredEvent>> AllAsync(IEventStore store)
    {
        List<StoredEvent> all = [];
        IReadOnlyList<StoredEvent> next;
        while ((next = await store.FollowAsync(all.Count > 0 ? all[^1].Position : 0, 1000, CancellationToken.None)).Count > 0)
        {
            all.AddRange(next);
        }

        return all;
    }
}
