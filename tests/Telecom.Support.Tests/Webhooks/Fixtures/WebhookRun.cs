using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Storage.Sqlite;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>A store, a feed, a clock that stands still, receivers, and as many processes on them as a test starts.</summary>
internal sealed class WebhookRun : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<Replica> _replicas = [];
    private readonly SqliteEventStore _store;

    private WebhookRun(string folder, SqliteEventStore store) =>
        (_folder, _store, Feed, Receiver) = (folder, store, new StoreFeed(store), new FakeReceiver(Clock));

    public ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public StoreFeed Feed { get; }

    public FakeReceiver Receiver { get; }

    public SqliteEventStore Store => _store;

    public string Folder => _folder;

    /// <summary>Options of the processes that are started from now on; waits without chance unless a test sets it.</summary>
    public Dictionary<string, string?> Options { get; } = new() { ["Support:Webhooks:Jitter"] = "0" };

    public long NowUs => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static async Task<WebhookRun> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("telecom-webhooks-").FullName;
        IdentityKeys.EnsureDevelopmentKeys(Path.Combine(folder, "identity"));
        return new WebhookRun(folder, await SqliteEventStore.OpenAsync(
            new SqliteEventStoreOptions { Folder = Path.Combine(folder, "store") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None));
    }

    public async Task<Replica> ReplicaAsync(bool realNetwork = false)
    {
        Replica replica = await Replica.StartAsync(_folder, new SharedStore(_store), Feed, Clock, realNetwork ? null : Receiver, Options);
        _replicas.Add(replica);
        return replica;
    }

    public async Task KillAsync(Replica replica)
    {
        _ = _replicas.Remove(replica);
        await replica.KillAsync();
    }

    public async Task StopAsync(Replica replica)
    {
        _ = _replicas.Remove(replica);
        await replica.DisposeAsync();
    }

    /// <summary>Makes a webhook and returns its secret.</summary>
    public static async Task<string> CreateAsync(Replica replica, string id = "w1", long startAfter = 0, string? url = null, string[]? types = null) =>
        (await replica.Client.CreateWebhookAsync(Request(id, startAfter, url, types), replica.Admin)).Secret;

    public static CreateWebhookRequest Request(string id = "w1", long startAfter = 0, string? url = null, string[]? types = null) => new()
    {
        Parent = "customers/acme",
        WebhookId = id,
        StartAfterPosition = startAfter,
        Webhook = new Webhook { Url = url ?? UrlOf(id), Types_ = { types ?? [] } },
    };

    public static string UrlOf(string id) => $"https://{id}.example/hook";

    public async Task<IReadOnlyList<CaseEvent>> EventsAsync(int count, string customer = "acme", string type = "case.opened")
    {
        List<CaseEvent> added = [];
        for (int i = 0; i < count; i++)
        {
            added.Add(await Feed.AddAsync(customer, type, NowUs));
        }

        return added;
    }

    public Task ReceivedAsync(int count, string id = "w1") =>
        Until.HoldsAsync(() => Receiver.Ids(UrlOf(id)).Count >= count, $"{count} deliveries to {id}");

    public async ValueTask DisposeAsync()
    {
        foreach (Replica replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
