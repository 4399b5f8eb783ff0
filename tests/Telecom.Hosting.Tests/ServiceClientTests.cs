using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Hosting.Tests;

public sealed class ServiceClientTests : IAsyncLifetime
{
    private SampleHost? _host;
    private WebApplication? _client;

    private Scratch Scratch => _host!.Scratch;

    public async Task InitializeAsync()
    {
        _host = await SampleHost.StartAsync();
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(
            [], "sla", new Dictionary<string, string?> { ["Data:Directory"] = Scratch.Directory, ["Services:Catalog:Address"] = _host.Address });
        builder.Services.AddServiceClient<DirectoryService.DirectoryServiceClient>("catalog");
        builder.Services.AddServiceClient<CatalogService.CatalogServiceClient>("catalog");
        builder.Services.AddServiceClient<IngestionService.IngestionServiceClient>("catalog");
        _client = builder.Build();
    }

    public async Task DisposeAsync()
    {
        await _client!.DisposeAsync();
        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task A_call_carries_the_services_own_token_and_a_deadline_of_5_s()
    {
        Caller? seen = null;
        TimeSpan left = default;
        _host!.Behaviour.OnSnapshot = (_, context) =>
        {
            seen = context.GetCaller();
            left = context.Deadline.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
            return Task.FromResult(new GetSnapshotResponse());
        };
        await Directory.GetSnapshotAsync(new GetSnapshotRequest());
        Assert.Equal("sla", seen!.Subject);
        Assert.Equal([Role.Service], seen.Roles);
        Assert.True(seen.IsProvider);
        Assert.InRange(left, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_deadline_of_the_call_is_kept()
    {
        DateTime deadline = default;
        _host!.Behaviour.OnSnapshot = (_, context) =>
        {
            deadline = context.Deadline.ToUniversalTime();
            return Task.FromResult(new GetSnapshotResponse());
        };
        DateTime wanted = TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(3);
        await Directory.GetSnapshotAsync(new GetSnapshotRequest(), deadline: wanted);

        // The wire carries what is left, so that the time of the way is added.
        Assert.InRange(deadline, wanted - TimeSpan.FromSeconds(20), wanted + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_unary_call_is_tried_again_when_the_service_is_unavailable()
    {
        int calls = 0;
        _host!.Behaviour.OnSnapshot = (_, _) => ++calls < 3
            ? throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "Not now.", TimeSpan.FromMilliseconds(1))
            : Task.FromResult(new GetSnapshotResponse { Snapshot = new CatalogSnapshot { Revision = 9 } });
        Assert.Equal(9UL, (await Directory.GetSnapshotAsync(new GetSnapshotRequest())).Snapshot.Revision);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Other_errors_are_not_tried_again()
    {
        int calls = 0;
        _host!.Behaviour.OnSnapshot = (_, _) =>
        {
            calls++;
            throw RpcFailure.NotFound("customers/x");
        };
        await Assert.ThrowsAsync<RpcException>(async () => await Directory.GetSnapshotAsync(new GetSnapshotRequest()));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Clients_of_one_service_are_singletons()
    {
        Assert.Same(Directory, _client!.Services.GetRequiredService<DirectoryService.DirectoryServiceClient>());
        Assert.NotNull(_client.Services.GetRequiredService<CatalogService.CatalogServiceClient>());
    }

    [Fact]
    public async Task A_service_cannot_call_what_only_agents_may_call()
    {
        IngestionService.IngestionServiceClient ingestion = _client!.Services.GetRequiredService<IngestionService.IngestionServiceClient>();
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = ingestion.StreamSamples();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
    }

    [Fact]
    public void A_token_is_kept_for_half_of_its_life_and_then_minted_anew()
    {
        FakeClock clock = new();
        ServiceToken token = new(IdentityKeys.OpenIssuer(Scratch.Identity, "sla", clock), new ServiceIdentity("sla"), clock);
        string first = token.Current();
        clock.Advance(TimeSpan.FromSeconds(149));
        Assert.Equal(first, token.Current());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, token.Current());
    }

    [Fact]
    public async Task A_wrong_address_of_a_service_refuses_the_start()
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], "sla", new Dictionary<string, string?>
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = Scratch.Directory,
            ["Services:Catalog:Address"] = "127.0.0.1:7101",
        });
        builder.Services.AddServiceClient<DirectoryService.DirectoryServiceClient>("catalog");
        await using WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        Assert.Contains("Services:catalog:Address", (await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync())).Message, StringComparison.Ordinal);
    }

    private DirectoryService.DirectoryServiceClient Directory => _client!.Services.GetRequiredService<DirectoryService.DirectoryServiceClient>();
}
