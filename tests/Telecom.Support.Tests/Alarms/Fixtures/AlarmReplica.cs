using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Support.Alarms;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>One process of the support service, with its own book and alarm clock.</summary>
internal sealed class AlarmReplica(WebApplication app, GatedStore store, string identity, WallClock clock) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(app.Urls.Single());

    public GatedStore Store => store;

    public AlarmWorker Worker => app.Services.GetRequiredService<AlarmWorker>();

    public V1.SupportService.SupportServiceClient Client => new(_channel);

    public Metadata Desk => As(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null));

    public Metadata Viewer => As(new Caller("Vic", "acme", new HashSet<Role> { Role.CustomerViewer }, null));

    /// <summary>Opens a case of the desk, reported now.</summary>
    public async Task<Case> OpenAsync(string subscription, string severity, string cause = "", string customer = "acme")
    {
        OpenCaseResponse opened = await Client.OpenCaseAsync(
            new OpenCaseRequest
            {
                Parent = $"customers/{customer}",
                RequestId = Guid.NewGuid().ToString(),
                Case = new Case
                {
                    Subscription = $"customers/{customer}/subscriptions/{subscription}",
                    Severity = severity,
                    Cause = cause,
                    Title = "The north line is down",
                },
            },
            Desk);
        return opened.Case;
    }

    /// <summary>Takes a step of the desk.</summary>
    public async Task<Case> ChangeAsync(Case opened, CaseChange change)
    {
        var request = new ChangeCaseRequest { Name = opened.Name, RequestId = Guid.NewGuid().ToString(), Change = change };
        return (await Client.ChangeCaseAsync(request, Desk)).Case;
    }

    public async Task<Case> GetAsync(Case opened) => (await Client.GetCaseAsync(new GetCaseRequest { Name = opened.Name }, Desk)).Case;

    /// <summary>Follows the feed of all customers, or of one.</summary>
    public Watcher Watch(long after, string parent = "customers/-", params string[] types)
    {
        var request = new WatchCaseEventsRequest { Parent = parent, AfterPosition = after };
        request.Types_.AddRange(types);
        return new Watcher(Client.WatchCaseEvents(request, parent == "customers/-" ? Desk : Viewer));
    }

    /// <summary>Ends the process as an orderly shutdown does.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private Metadata As(Caller caller) => new()
    {
        { "authorization", $"Bearer {IdentityKeys.OpenIssuer(identity, ServiceNames.Gateway, clock).Issue(caller, TimeSpan.FromMinutes(5))}" },
    };
}
