using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Support.V1;

namespace Telecom.Sla.Tests.Outages;

/// <summary>The feed of cases as a test writes it, on loopback.</summary>
internal sealed class FakeSupport : SupportService.SupportServiceBase, IAsyncDisposable
{
    private readonly ConcurrentQueue<CaseEvent> _events = new();
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;

    public string Address => _app!.Urls.Single();

    /// <summary>What callers asked for, in order.</summary>
    public ConcurrentQueue<WatchCaseEventsRequest> Asked { get; } = new();

    public static async Task<FakeSupport> StartAsync(string address = "http://127.0.0.1:0")
    {
        FakeSupport support = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, new Uri(address).Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(support);
        support._app = builder.Build();
        support._app.MapGrpcService<FakeSupport>();
        await support._app.StartAsync();
        return support;
    }

    public void Add(CaseEvent one)
    {
        one.Position = (_events.Count + 1) * 10;
        _events.Enqueue(one);
    }

    public override async Task WatchCaseEvents(WatchCaseEventsRequest request, IServerStreamWriter<WatchCaseEventsResponse> responseStream, ServerCallContext context)
    {
        Asked.Enqueue(request);
        long position = request.AfterPosition;
        await responseStream.WriteAsync(new WatchCaseEventsResponse { Position = position });
        while (!context.CancellationToken.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            CaseEvent[] next = [.. _events.Where(one => one.Position > position)];
            if (next.Length > 0)
            {
                position = next[^1].Position;
                await responseStream.WriteAsync(new WatchCaseEventsResponse { Position = position, Events = { next } });
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
