using Microsoft.AspNetCore.Builder;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>One of several echoes behind a gateway, which can be cut off and come back on its port.</summary>
internal sealed class EchoBackend : IAsyncDisposable
{
    private WebApplication? _app;

    private EchoBackend(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.Single()));

    public EchoLog Log { get; private init; } = new();

    public Uri Address { get; }

    public static async Task<EchoBackend> StartAsync()
    {
        var log = new EchoLog();
        return new EchoBackend(await Backend.StartEchoAsync(log)) { Log = log };
    }

    /// <summary>Cuts every connection and closes the port, as kill -9 would.</summary>
    public async Task DieAsync()
    {
        WebApplication app = _app ?? throw new InvalidOperationException("It is dead already.");
        _app = null;
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    /// <summary>The same port again.</summary>
    public async Task ReturnAsync() => _app = await Backend.StartEchoAsync(Log, Address.Port);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await DieAsync();
        }
    }
}
