using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Benchmarks.Load;
using Telecom.Catalog.V1;
using Telecom.Common.V1;

namespace Telecom.Benchmarks.Servers;

/// <summary>
/// Stands in for the catalogue towards a gateway: it vouches for every key as the load's agent. The gateway asks it once and remembers, so
/// that a figure holds nothing of it.
/// </summary>
internal sealed class KeyDirectory : DirectoryService.DirectoryServiceBase, IAsyncDisposable
{
    private const string KeyId = "benchmark000";
    private WebApplication? _app;

    /// <summary>A secret of the form that the catalogue hands out.</summary>
    public static string Secret { get; } =
        $"tsk_{KeyId}_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";

    /// <summary>h2c address.</summary>
    public string Address => _app!.Urls.Single();

    /// <summary>Starts it in this process.</summary>
    public static async Task<KeyDirectory> StartAsync()
    {
        var directory = new KeyDirectory();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(directory).AddGrpc();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        directory._app = builder.Build();
        directory._app.MapGrpcService<KeyDirectory>();
        await directory._app.StartAsync();
        return directory;
    }

    /// <inheritdoc/>
    public override Task<VerifyApiKeyResponse> VerifyApiKey(VerifyApiKeyRequest request, ServerCallContext context) =>
        Task.FromResult(new VerifyApiKeyResponse
        {
            ApiKey = new ApiKey { Name = $"{Population.Customer}/keys/{KeyId}", Subject = Population.Agent(0), Roles = { Role.Agent } },
        });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
