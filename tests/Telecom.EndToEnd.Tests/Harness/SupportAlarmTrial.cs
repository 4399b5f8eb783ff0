using System.Globalization;
using Telecom.Storage.Events;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>kill -9 of the support service in the middle of many alarms, and what must hold afterwards: none lost, none doubled.</summary>
internal static class SupportAlarmTrial
{
    /// <summary>A warning a little before the deadline, the breach, and a rung of the ladder with it.</summary>
    private const int AlarmsPerCase = 3;

    private const long RespondUs = 15L * 60 * 1_000_000;
    private const long WarnedUs = RespondUs / 100 * 99;

    /// <summary>Settings of the support service, beside those of the engine.</summary>
    public static IReadOnlyDictionary<string, string?> Settings(IReadOnlyDictionary<string, string?>? engine = null) =>
        new Dictionary<string, string?>(engine ?? new Dictionary<string, string?>())
        {
            ["TELECOM_Support__Alarms__WarnPercent__0"] = "99",
            ["TELECOM_Support__Alarms__Ladders__infopromo__0__Percent"] = "100",
            ["TELECOM_Support__Alarms__Ladders__infopromo__0__To"] = "the head of the desk",
        };

    /// <summary>Runs it.</summary>
    /// <param name="rig">The suite.</param>
    /// <param name="engine">Name of the store's engine.</param>
    /// <param name="replicas">Processes of the support service; each is killed in its turn.</param>
    /// <param name="cases">Number of cases, each with three alarms within seconds.</param>
    /// <param name="kills">Number of kills.</param>
    /// <param name="store">Reads all events of the store, after the processes have ended.</param>
    /// <param name="say">Tells the test's output.</param>
    /// <returns>What was seen, for the proof.</returns>
    public static async Task<string> RunAsync(
        Rig rig, string engine, string[] replicas, int cases, int kills, Func<Task<IReadOnlyList<StoredEvent>>> store, Action<string> say)
    {
        int total = cases * AlarmsPerCase;
        Random random = Proofs.Numbers(salt: 5151, cases);
        say($"seed {Proofs.Seed}: {cases} cases, {kills} kills of {string.Join(", ", replicas)} on {engine}");
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, $"alarmed-{engine}", []);
        using var desk = new SupportAlarmDesk(rig, replicas);
        using var ends = new CancellationTokenSource();
        SupportAlarmWatcher[] watchers = [.. replicas.Select((_, i) => new SupportAlarmWatcher(() => desk.Client(i), desk.Identity, tenant.Name))];
        Task[] watching = [.. watchers.Select(watcher => Task.Run(() => watcher.RunAsync(ends.Token)))];

        // Reported almost a quarter of an hour ago: the warning is due at once, the deadline some seconds after the opening.
        long[] leads = [.. Enumerable.Range(0, cases).Select(_ => (long)random.Next(1_000_000, 9_000_000))];
        Task<IReadOnlyDictionary<string, Case>> opening = desk.OpenAsync(tenant.Name, cases, i => NowUs() + leads[i] - RespondUs);
        List<(long KilledUs, long ReadyUs)> downs = await KillAsync(rig, replicas, kills, total, watchers, opening, random);
        IReadOnlyDictionary<string, Case> opened = await opening;
        foreach (SupportAlarmWatcher watcher in watchers)
        {
            await watcher.ReachAsync(total, opening);
        }

        await ends.CancelAsync();
        await Task.WhenAll(watching);
        foreach (string replica in replicas)
        {
            Assert.Equal(0, await rig.Process(replica).TerminateAsync(TimeSpan.FromSeconds(60)));
        }

        foreach (SupportAlarmWatcher watcher in watchers)
        {
            Assert.True(watcher.Violation is null, watcher.Violation);
            AssertEachOnce(opened, watcher.Seen);
        }

        AssertStored(await store(), opened, watchers[0].Seen);
        return Summary(cases, total, downs, watchers, opened);
    }

    private static async Task<List<(long KilledUs, long ReadyUs)>> KillAsync(
        Rig rig, string[] replicas, int kills, int total, SupportAlarmWatcher[] watchers, Task opening, Random random)
    {
        List<(long KilledUs, long ReadyUs)> downs = [];
        for (int i = 0; i < kills; i++)
        {
            // At a number of alarms that nobody chose, each further than the one before, all of them amid the alarms.
            int from = total * i / kills;
            await watchers[(i + 1) % watchers.Length].ReachAsync(from + random.Next(1, Math.Max(2, total / kills * 6 / 10)), opening);
            long killedUs = NowUs();
            await rig.KillAndRestartAsync(replicas[i % replicas.Length]);
            downs.Add((killedUs, NowUs()));
        }

        return downs;
    }

    private static void AssertEachOnce(IReadOnlyDictionary<string, Case> opened, IReadOnlyCollection<CaseEvent> seen)
    {
        ILookup<string, CaseEvent> byCase = seen.ToLookup(happened => happened.Case);
        Assert.Equal(opened.Count, byCase.Count);
        foreach (Case one in opened.Values)
        {
            long dueUs = one.ReportedAtUs + RespondUs;
            Assert.Equal(
                [
                    (AlarmKind.Warning, "respond", 99, one.ReportedAtUs + WarnedUs), (AlarmKind.Breach, "respond", 100, dueUs + 1),
                    (AlarmKind.Escalation, "respond", 100, dueUs + 1),
                ],
                byCase[one.Name].OrderBy(happened => happened.Version).Select(happened => (happened.Alarm.Kind, happened.Alarm.Clock, happened.Alarm.Percent, happened.Alarm.DueAtUs)));
        }
    }

    private static void AssertStored(IReadOnlyList<StoredEvent> stored, IReadOnlyDictionary<string, Case> opened, IReadOnlyCollection<CaseEvent> seen)
    {
        StoredEvent[] alarms = [.. stored.Where(one => one.Type == "case.alarm.v1")];
        Assert.Equal(opened.Count * AlarmsPerCase, alarms.Length);
        Assert.Equal(alarms.Length, alarms.Select(one => (one.Stream, one.Id)).Distinct().Count());
        Assert.Equal(alarms.Select(one => $"{one.Stream}/events/{one.Version}").Order(StringComparer.Ordinal), seen.Select(happened => happened.Id).Order(StringComparer.Ordinal));
        Assert.Equal(alarms.Select(one => one.Position), seen.Select(happened => happened.Position).Order());
        Assert.Equal(opened.Count, stored.Count(one => one.Type == "case.opened.v1"));
    }

    private static string Summary(
        int cases, int total, List<(long KilledUs, long ReadyUs)> downs, SupportAlarmWatcher[] watchers, IReadOnlyDictionary<string, Case> opened)
    {
        IReadOnlyCollection<CaseEvent> seen = watchers[0].Seen;
        int amid = downs.Count(down => seen.Count(happened => happened.RecordedAtUs < down.KilledUs) is var before && before > 0 && before < total);
        Assert.True(amid > 0, "no kill fell amid the alarms: this run proves nothing");

        // What was due before its case was recorded could not come in time.
        (long LateUs, long DueUs)[] late =
        [
            .. seen.Where(happened => happened.Alarm.DueAtUs >= opened[happened.Case].CreateTimeUs)
                .Select(happened => (LateUs: happened.RecordedAtUs - happened.Alarm.DueAtUs, happened.Alarm.DueAtUs)).OrderBy(alarm => alarm.LateUs),
        ];
        Assert.True(late[0].LateUs >= 0, $"an alarm was written {-late[0].LateUs} us before its instant");
        long calmUs = late.Where(alarm => !downs.Any(down => alarm.DueUs > down.KilledUs - 1_000_000 && alarm.DueUs < down.ReadyUs + 1_000_000))
            .Select(alarm => alarm.LateUs).DefaultIfEmpty(0).Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{amid} of {downs.Count} kill -9 amid {total} alarms of {cases} cases: {total} written, none lost, none doubled, in the store as in the feed; "
                + $"{watchers.Length} receivers, {watchers.Sum(watcher => watcher.Connections)} connections, {watchers.Sum(watcher => watcher.Repeats)} repeats dropped by id; "
                + $"{late.Length} due after the opening of their case were written after their instant: median {late[late.Length / 2].LateUs / 1000} ms, at most {Seconds(calmUs)} s away from kills and {Seconds(late[^1].LateUs)} s over all "
                + $"(longest restart {Seconds(downs.Max(down => down.ReadyUs - down.KilledUs))} s)");
    }

    private static string Seconds(long us) => (us / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static long NowUs() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
