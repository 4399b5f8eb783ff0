using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Support.Cases;
using Telecom.Support.Feed;
using Telecom.Support.V1;
using Telecom.Support.Webhooks;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>One process with the webhooks: the real endpoint, workers and store; a feed, a catalogue and a clock of the test.</summary>
internal sealed class Replica(WebApplication app, SharedStore store, string identity, ManualTimeProvider clock) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(app.Urls.Single());

    public SharedStore Store => store;

    public WebhookService.WebhookServiceClient Client => new(_channel);

    public Metadata Admin => As(new Caller("Ada", "acme", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Viewer => As(new Caller("Vic", "acme", new HashSet<Role> { Role.CustomerViewer }, null));

    public Metadata Stranger => As(new Caller("Greg", "globex", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Desk => As(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null));

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public WebhookState State(string id, string customer = "acme") => Get<WebhookRegistry>().Find($"customers/{customer}/webhooks/{id}");

    public static async Task<Replica> StartAsync(
        string folder, SharedStore store, ICaseFeed feed, ManualTimeProvider clock, HttpMessageHandler? handler, IReadOnlyDictionary<string, string?> options)
    {
        Dictionary<string, string?> settings = new(options)
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = folder,
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
            ["Logging:LogLevel:Grpc"] = "None",
        };
        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], ServiceNames.Support, settings);
        _ = builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(feed).AddSingleton<ICatalogDirectory, FixedCatalogue>()
            .AddSingleton<OpenEventStore>(_ => ValueTask.FromResult<Storage.Events.IEventStore>(store))
            .AddSingleton<CaseEvents>().AddHostedService<StoreOpening>().AddWebhooks();
        if (handler is not null)
        {
            _ = builder.Services.AddSingleton(new WebhookTransport(handler));
        }

        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        _ = app.MapGrpcService<WebhookGrpcService>();
        await app.StartAsync();
        return new Replica(app, store, Path.Combine(folder, "identity"), clock);
    }

    /// <summary>Ends the process without a farewell: nothing that it has not written is written.</summary>
    public async Task KillAsync()
    {
        store.Dead = true;
        await DisposeAsync();
    }

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
