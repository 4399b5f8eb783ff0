using System.Globalization;
using Telecom.Storage.Events;
using Telecom.Support.Feed;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>A feed over a real store, whose events are what a test writes. It counts how often it is read.</summary>
internal sealed class StoreFeed(IEventStore store) : ICaseFeed
{
    private const string Type = "test.event.v1";
    private readonly Lock _lock = new();
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private int _reads;

    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _position;
            }
        }
    }

    /// <summary>Reads for a customer.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public async Task<CaseEvent> AddAsync(
        string customer, string type, long nowUs, Visibility visibility = Visibility.Public, string @case = "c1")
    {
        string name = $"customers/{customer}/cases/{@case}";
        long version = (await store.ReadAsync(name, 0, CancellationToken.None)).Count + 1;
        var added = new CaseEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{name}/{version}"),
            Case = name,
            Type = type,
            Version = version,
            OccurredAtUs = nowUs,
            RecordedAtUs = nowUs,
            Visibility = visibility,
            Text = "Zürich \"north\" is down",
        };
        var stored = new NewEvent(Guid.NewGuid().ToString("N"), Type, Google.Protobuf.MessageExtensions.ToByteArray(added), nowUs);
        Assert.True((await store.AppendAsync(name, version - 1, [stored], CancellationToken.None)).Appended);
        long position = (await store.FollowAsync(0, 100_000, CancellationToken.None)).Last(one => one.Stream == name).Position;
        lock (_lock)
        {
            _position = position;
            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        added.Position = position;
        return added;
    }

    public async ValueTask<FeedPage> ReadAsync(string? customer, long afterPosition, int maxEvents, bool includeInternal, CancellationToken cancellationToken)
    {
        _ = customer is null ? 0 : Interlocked.Increment(ref _reads);
        IReadOnlyList<StoredEvent> found = await store.FollowAsync(afterPosition, maxEvents, cancellationToken);
        CaseEvent[] events = [.. found.Where(one => one.Type == Type).Select(Read)
            .Where(one => customer is null || one.Case.Split('/')[1] == customer)
            .Where(one => includeInternal || one.Visibility != Visibility.Internal)];
        return new FeedPage(events, found.Count > 0 ? found[^1].Position : afterPosition, found.Count < maxEvents);
    }

    public async Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task grown;
            lock (_lock)
            {
                if (_position > position)
                {
                    return;
                }

                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellationToken);
        }
    }

    private static CaseEvent Read(StoredEvent stored)
    {
        CaseEvent read = CaseEvent.Parser.ParseFrom(stored.Data.Span);
        read.Position = stored.Position;
        return read;
    }
}
