using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Storage.Events;
using Telecom.Storage.Sqlite;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>Processes of the real service on one store, with one wall clock that stands still until a test moves it.</summary>
internal sealed class AlarmRun : IAsyncDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-alarms-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly CatalogSnapshot _catalogue;
    private readonly List<AlarmReplica> _replicas = [];
    private SqliteEventStore? _store;

    private AlarmRun(DateTimeOffset start, CatalogSnapshot catalogue, IReadOnlyDictionary<string, string?> settings)
    {
        Clock = new WallClock(start);
        _catalogue = catalogue;
        _settings = new(settings)
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = _folder,
            ["Services:catalog:Address"] = "http://127.0.0.1:9",
            ["Support:Alarms:Poll"] = "00:00:00.020",
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
            ["Logging:LogLevel:Grpc"] = "None",
        };
    }

    /// <summary>A Monday morning in winter.</summary>
    public static DateTimeOffset Monday { get; } = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public WallClock Clock { get; }

    public AlarmReplica Replica => _replicas[0];

    public IReadOnlyList<AlarmReplica> Replicas => _replicas;

    public static async Task<AlarmRun> StartAsync(
        DateTimeOffset? start = null, CatalogSnapshot? catalogue = null, int replicas = 1, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var run = new AlarmRun(start ?? Monday, catalogue ?? ContractCatalogue.Snapshot(), settings ?? new Dictionary<string, string?>());
        IdentityKeys.EnsureDevelopmentKeys(run.IdentityFolder);
        run._store = await SqliteEventStore.OpenAsync(
            new SqliteEventStoreOptions { Folder = Path.Combine(run._folder, "store") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        for (int i = 0; i < replicas; i++)
        {
            await run.StartReplicaAsync();
        }

        return run;
    }

    public async Task StartReplicaAsync()
    {
        var store = new GatedStore(_store!);
        WebApplication app = SupportHost.Build([], _settings, services => services
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ICatalogDirectory>(new FixedDirectory(_catalogue))
            .AddSingleton<OpenEventStore>(provider => token => ValueTask.FromResult<IEventStore>(store)));
        await app.StartAsync();
        _replicas.Add(new AlarmReplica(app, store, IdentityFolder, Clock));
    }

    public async Task StopReplicaAsync()
    {
        AlarmReplica stopped = _replicas[0];
        _replicas.RemoveAt(0);
        await stopped.DisposeAsync();
    }

    /// <summary>Everything in the store, in order.</summary>
    public async Task<IReadOnlyList<StoredEvent>> StoredAsync() => await _store!.FollowAsync(0, int.MaxValue, CancellationToken.None);

    /// <summary>The alarms in the store, in order.</summary>
    public async Task<IReadOnlyList<WrittenAlarm>> AlarmsAsync() =>
    [
        .. (await StoredAsync())
            .Where(stored => stored.Type == CaseSteps.StoreType(CaseStep.Alarm))
            .Select(stored => new WrittenAlarm(stored.Stream, stored.Id, CaseEventCodec.ReadStep(stored.Data).Alarm!, stored.RecordedAtUs)),
    ];

    /// <summary>Waits for so many alarms, lets every process look once more, and returns what there is then.</summary>
    public async Task<IReadOnlyList<WrittenAlarm>> SettledAsync(int count)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (await AlarmsAsync() is var found && found.Count < count)
        {
            string sample = string.Join(", ", found.Take(10).Select(alarm => alarm.Said));
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_bound, $"{found.Count} of {count} alarms within {s_bound}: {sample}");
            await Task.Delay(s_pause, TimeProvider.System, CancellationToken.None);
        }

        foreach (AlarmReplica replica in _replicas)
        {
            _ = await replica.Worker.RoundAsync(CancellationToken.None);
        }

        return await AlarmsAsync();
    }

    /// <summary>As <see cref="SettledAsync"/>, what the alarms say.</summary>
    public async Task<IReadOnlyList<(AlarmKind Kind, string Clock, int Percent, long DueAtUs)>> SaidAsync(int count) =>
        [.. (await SettledAsync(count)).Select(alarm => alarm.Said)];

    public async ValueTask DisposeAsync()
    {
        foreach (AlarmReplica replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string IdentityFolder => Path.Combine(_folder, "identity");
}
