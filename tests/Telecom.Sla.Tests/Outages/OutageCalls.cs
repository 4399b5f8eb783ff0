using Google.Rpc;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.Tests.Service;
using Telecom.Sla.V1;

namespace Telecom.Sla.Tests.Outages;

/// <summary>Calls about outages, and what their answers must be.</summary>
internal static class OutageCalls
{
    /// <summary>An instant of the tests' clock.</summary>
    public static DateTimeOffset At(long us) => DateTimeOffset.UnixEpoch.AddTicks(us * 10);

    private static readonly Dictionary<string, string?> Fast = new()
    {
        ["Sla:Outages:Interval"] = "00:00:00.02",
        ["Sla:Outages:PollInterval"] = "00:00:00.02",
        ["Sla:Outages:SignOfLife"] = "00:00:00.05",
        ["Sla:Outages:PositionInterval"] = "00:00:00",
        ["Sla:Outages:FollowRetry"] = "00:00:00.05",
    };

    /// <summary>The service with all agreements, quick to look and to tell.</summary>
    public static Task<SlaRun> StartAsync(Scratch scratch, ShiftedClock clock, string support = "http://127.0.0.1:1") =>
        StartAsync(scratch, clock, Agreements.Snapshot(), support);

    /// <summary>The same with a catalogue of the test's own.</summary>
    public static Task<SlaRun> StartAsync(Scratch scratch, ShiftedClock clock, Catalog.V1.CatalogSnapshot snapshot, string support) =>
        SlaRun.StartAsync(scratch, clock, snapshot, settings: new(Fast) { ["Services:support:Address"] = support });

    public static async Task InvalidAsync<T>(Func<Task<T>> call, params (string Field, string Reason, string Description)[] expected)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(expected, RpcErrorDetails.Find<BadRequest>(error)!.FieldViolations.Select(violation => (violation.Field, violation.Reason, violation.Description)));
    }

    public static async Task NotFoundAsync<T>(Func<Task<T>> call, string name)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((StatusCode.NotFound, $"There is no {name}."), (error.StatusCode, error.Status.Detail));
    }

    /// <summary>A probe a second of which some are lost, in one record a minute.</summary>
    public static IEnumerable<Batch> Batches(string circuit, ProducerLane lane, ulong firstSequence, int from, int seconds, Func<int, bool> lost) =>
        Enumerable.Range(from, seconds).Chunk(60).Select((chunk, i) => new Batch(
            lane,
            firstSequence + (ulong)i,
            Catalogue.SubscriptionStart + ((chunk[^1] + 1) * 1_000_000L),
            [.. chunk.Select(second => Sample.Loss(circuit, Catalogue.SubscriptionStart + (second * 1_000_000L) + 400_000, 1, lost(second) ? 1u : 0u))]));

    public static OutageService.OutageServiceClient Client(SlaRun run) => new(run.Channel);

    public static AsyncServerStreamingCall<WatchOutageEventsResponse> Watch(SlaRun run, string parent, long after, Metadata caller) =>
        Client(run).WatchOutageEvents(new WatchOutageEventsRequest { Parent = parent, AfterPosition = after }, caller);

    public static async Task<IReadOnlyList<OutageRecord>> ListAsync(SlaRun run, string customer) =>
        (await Client(run).ListOutagesAsync(new ListOutagesRequest { Parent = customer }, run.AsStaff())).Outages;

    public static async Task<OutageRecord> GetAsync(SlaRun run, string name) => (await Client(run).GetOutageAsync(new GetOutageRequest { Name = name }, run.AsStaff())).Outage;

    public static async Task<List<OutageEvent>> TakeAsync(AsyncServerStreamingCall<WatchOutageEventsResponse> feed, int count)
    {
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));
        List<OutageEvent> events = [];
        while (events.Count < count && await feed.ResponseStream.MoveNext(bound.Token))
        {
            Assert.True(feed.ResponseStream.Current.Events.All(one => one.Position <= feed.ResponseStream.Current.Position));
            events.AddRange(feed.ResponseStream.Current.Events);
        }

        Assert.Equal(events.Select(one => one.Position).Order(), events.Select(one => one.Position));
        return events;
    }

    /// <summary>Events until the second answer without any: the stream has read everything by then.</summary>
    public static async Task<List<OutageEvent>> TakeUntilLifeAsync(AsyncServerStreamingCall<WatchOutageEventsResponse> feed)
    {
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));
        List<OutageEvent> events = [];
        for (int empty = 0; empty < 2 && await feed.ResponseStream.MoveNext(bound.Token);)
        {
            events.AddRange(feed.ResponseStream.Current.Events);
            empty += feed.ResponseStream.Current.Events.Count == 0 ? 1 : 0;
        }

        return events;
    }
}
