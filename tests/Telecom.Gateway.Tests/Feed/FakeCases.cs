using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>The feed of cases, with events that a test gives it.</summary>
internal sealed class FakeCases : SupportService.SupportServiceBase
{
    public FakeFeed<CaseEvent> Feed { get; } = new(one => one.Position, one => one.Case[..one.Case.IndexOf("/cases/", StringComparison.Ordinal)]);

    /// <summary>Tokens that streams were opened with.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    public CaseEvent Add(string id, string customer = "customers/acme") => Feed.Add(position => new CaseEvent
    {
        Position = position,
        Id = id,
        Case = $"{customer}/cases/c1",
        Type = "case.alarm",
        OccurredAtUs = 1_793_574_000_000_001,
        RecordedAtUs = 1_793_574_000_000_002,
        Visibility = Visibility.Public,
        State = CaseState.InProgress,
        Origin = CaseOrigin.Customer,
        Version = 2,
        Alarm = new Alarm { Kind = AlarmKind.Breach, Clock = "respond", Percent = 100, DueAtUs = 1_793_574_000_000_001 },
    });

    public override Task WatchCaseEvents(
        WatchCaseEventsRequest request, IServerStreamWriter<WatchCaseEventsResponse> responseStream, ServerCallContext context)
    {
        Tokens.Enqueue(context.RequestHeaders.GetValue("authorization") ?? "");
        return Feed.SendAsync(
            request.Parent,
            request.AfterPosition,
            context.GetCaller(),
            (position, events) => responseStream.WriteAsync(new WatchCaseEventsResponse { Position = position, Events = { events } }, context.CancellationToken),
            context.GetHttpContext().RequestServices.GetRequiredService<IDrain>(),
            context.CancellationToken);
    }
}
