using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Storage.Log;
using Client = Telecom.Ingestion.V1.IngestionService.IngestionServiceClient;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>The real host on a loopback port with the real log in a folder of its own, or a log that the test controls.</summary>
internal sealed class IngestionServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-ingestion-").FullName;
    private readonly List<GrpcChannel> _channels = [];
    private readonly Dictionary<string, string?> _settings;
    private readonly ISampleLog? _log;
    private readonly bool _keepCatalog;
    private readonly Action<IServiceCollection>? _services;
    private ITokenIssuer? _gateway;
    private WebApplication? _app;

    private IngestionServer(
        ISampleLog? log, bool keepCatalog, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? services)
    {
        _log = log;
        _keepCatalog = keepCatalog;
        _services = services;
        _settings = new Dictionary<string, string?>
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = _folder,
            // Nobody listens there: the catalogue is away all the time.
            ["Services:Catalog:Address"] = "http://127.0.0.1:9",
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
        };
        foreach ((string key, string? value) in settings ?? new Dictionary<string, string?>())
        {
            _settings[key] = value;
        }
    }

    public FakeCatalog Catalog { get; } = new(Names.Circuit, Names.OtherCircuit);

    public string Folder => _folder;

    private WebApplication App => _app ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Starts the service.</summary>
    /// <param name="log">The log; null for the real one.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="keepCatalog">True to leave the service's own catalogue follower in place.</param>
    /// <param name="prepare">Called with the server's folder before it starts.</param>
    /// <param name="services">Replaces services of the host.</param>
    public static async Task<IngestionServer> StartAsync(
        ISampleLog? log = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        bool keepCatalog = false,
        Action<string>? prepare = null,
        Action<IServiceCollection>? services = null)
    {
        IngestionServer server = new(log, keepCatalog, settings, services);
        IdentityKeys.EnsureDevelopmentKeys(Path.Combine(server._folder, "identity"));
        server._gateway = IdentityKeys.OpenIssuer(Path.Combine(server._folder, "identity"), ServiceNames.Gateway);
        prepare?.Invoke(server._folder);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, on the same data and another port.</summary>
    public async Task StartAsync()
    {
        _app = IngestionHost.Build([], _settings, Replace);
        await _app.StartAsync().WithinBound();
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        await App.StopAsync().WithinBound();
        await App.DisposeAsync();
        _app = null;
        _channels.ForEach(c => c.Dispose());
        _channels.Clear();
    }

    /// <summary>A client with a connection of its own.</summary>
    public Client ClientOf(string agent = Names.Agent) =>
        ClientOf(new Caller(agent, agent.Split('/')[1], new HashSet<Role> { Role.Agent }, agent));

    /// <summary>Where the service listens.</summary>
    public string Address => App.Urls.Single();

    /// <summary>A way to any service of the host, as an agent.</summary>
    public CallInvoker InvokerOf(string agent) => InvokerOf(AgentCaller(agent), NewChannel());

    /// <summary>The token that the gateway would send for a caller.</summary>
    public string TokenOf(Caller caller) => _gateway?.Issue(caller, TimeSpan.FromMinutes(30)) ?? "";

    /// <summary>An agent as the gateway knows it.</summary>
    public static Caller AgentCaller(string agent = Names.Agent) => new(agent, agent.Split('/')[1], new HashSet<Role> { Role.Agent }, agent);

    /// <summary>A client with a connection of its own.</summary>
    public Client ClientOf(Caller caller) => new(InvokerOf(caller, NewChannel()));

    /// <summary>Clients of several agents that share one connection, as behind a gateway.</summary>
    public Func<string, Client> SharedConnection()
    {
        GrpcChannel channel = NewChannel();
        return agent => new Client(InvokerOf(new Caller(agent, agent.Split('/')[1], new HashSet<Role> { Role.Agent }, agent), channel));
    }

    /// <summary>A token of an agent, for clients that are none of ours.</summary>
    public string TokenOf(string agent) =>
        _gateway?.Issue(new Caller(agent, agent.Split('/')[1], new HashSet<Role> { Role.Agent }, agent), TimeSpan.FromMinutes(30)) ?? "";

    /// <summary>A channel without an identity, for health.</summary>
    public GrpcChannel NewChannel()
    {
        GrpcChannel channel = GrpcChannel.ForAddress(App.Urls.Single(), new GrpcChannelOptions { MaxReceiveMessageSize = 32 * 1024 * 1024 });
        _channels.Add(channel);
        return channel;
    }

    /// <summary>The log that the service writes.</summary>
    public ISampleLog Log => App.Services.GetRequiredService<SampleLogHolder>().Log;

    public T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await StopAsync();
        }

        (_gateway as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Replace(IServiceCollection services)
    {
        if (!_keepCatalog)
        {
            services.RemoveAll<ICatalogDirectory>();
            services.AddSingleton<ICatalogDirectory>(Catalog);
        }

        if (_log is { } log)
        {
            services.RemoveAll<SampleLogOpener>();
            services.AddSingleton<SampleLogOpener>(_ => Task.FromResult(log));
        }

        _services?.Invoke(services);
    }

    private CallInvoker InvokerOf(Caller caller, GrpcChannel channel)
    {
        string token = _gateway?.Issue(caller, TimeSpan.FromMinutes(30)) ?? "";
        return channel.Intercept(new DeadlineInterceptor()).Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        });
    }
}
