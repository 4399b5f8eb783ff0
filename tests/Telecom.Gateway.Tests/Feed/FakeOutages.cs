using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>The feed of outages, with events that a test gives it.</summary>
internal sealed class FakeOutages : OutageService.OutageServiceBase
{
    public FakeFeed<OutageEvent> Feed { get; } = new(one => one.Position, one => one.Outage.Name[..one.Outage.Name.IndexOf("/outages/", StringComparison.Ordinal)]);

    public OutageEvent Add(string id, string customer = "customers/acme", string why = "measured") => Feed.Add(position => new OutageEvent
    {
        Position = position,
        Id = id,
        Kind = OutageEventKind.Detected,
        RecordedAtUs = 1_793_574_000_000_000,
        Outage = new OutageRecord
        {
            Name = $"{customer}/outages/{id}",
            Circuit = $"{customer}/circuits/north",
            Measured = new TimeRange { StartUs = 1_793_573_000_000_000, EndUs = 1_793_574_000_000_000 },
            Ongoing = true,
            CountedBecause = why,
        },
    });

    public override Task WatchOutageEvents(
        WatchOutageEventsRequest request, IServerStreamWriter<WatchOutageEventsResponse> responseStream, ServerCallContext context) => Feed.SendAsync(
            request.Parent,
            request.AfterPosition,
            context.GetCaller(),
            (position, events) => responseStream.WriteAsync(new WatchOutageEventsResponse { Position = position, Events = { events } }, context.CancellationToken),
            context.GetHttpContext().RequestServices.GetRequiredService<IDrain>(),
            context.CancellationToken);
}
