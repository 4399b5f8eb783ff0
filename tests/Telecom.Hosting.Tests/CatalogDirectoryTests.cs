using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Catalog.V1;

namespace Telecom.Hosting.Tests;

public sealed class CatalogDirectoryTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string SnapshotPath => Path.Combine(_scratch.Directory, "sla", "catalog-snapshot.binpb");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Changes_are_followed_also_when_the_catalogue_goes_back_to_an_older_state()
    {
        await using SampleHost catalog = await SampleHost.StartAsync(scratch: _scratch);
        CatalogSnapshot served = new() { Revision = 5 };
        catalog.Behaviour.OnSnapshot = async (request, context) =>
        {
            while (request.KnownRevision == served.Revision && !context.CancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }

            return new GetSnapshotResponse { Snapshot = served };
        };
        await using WebApplication follower = await FollowAsync(catalog.Address);
        ICatalogDirectory directory = follower.Services.GetRequiredService<ICatalogDirectory>();
        await directory.WaitReadyAsync(CancellationToken.None).WaitAsync(Until.Bound);
        foreach (ulong revision in (ulong[])[5, 6, 7, 2])
        {
            served = new CatalogSnapshot { Revision = revision, Circuits = { new Circuit { Name = $"customers/acme/circuits/c{revision}" } } };
            await Until.TrueAsync(() => directory.Current?.Revision == revision, $"revision {revision} is followed");
        }

        Assert.Equal("customers/acme/circuits/c2", directory.Current!.Circuits.Single().Name);
        await Until.TrueAsync(() => CatalogSnapshot.Parser.ParseFrom(File.ReadAllBytes(SnapshotPath)).Revision == 2, "it is kept on disk");
    }

    [Fact]
    public async Task A_restart_without_the_catalogue_goes_on_from_disk()
    {
        await using (SampleHost catalog = await SampleHost.StartAsync(scratch: _scratch))
        {
            catalog.Behaviour.OnSnapshot = (_, _) => Task.FromResult(new GetSnapshotResponse { Snapshot = new CatalogSnapshot { Revision = 8 } });
            await using WebApplication first = await FollowAsync(catalog.Address);
            await first.Services.GetRequiredService<ICatalogDirectory>().WaitReadyAsync(CancellationToken.None).WaitAsync(Until.Bound);
            await Until.TrueAsync(() => File.Exists(SnapshotPath), "it is kept on disk");
        }

        await using WebApplication second = await FollowAsync("http://127.0.0.1:1");
        Assert.Equal(8UL, second.Services.GetRequiredService<ICatalogDirectory>().Current?.Revision);
        Assert.True(second.Services.GetServices<IReadiness>().All(r => r.Holds));
    }

    [Fact]
    public async Task Without_a_catalogue_and_without_a_snapshot_the_service_starts_but_is_not_ready()
    {
        await using WebApplication app = await FollowAsync("http://127.0.0.1:1");
        ICatalogDirectory directory = app.Services.GetRequiredService<ICatalogDirectory>();
        Assert.Null(directory.Current);
        Assert.False(directory.WaitReadyAsync(CancellationToken.None).IsCompleted);
        Assert.False(app.Services.GetRequiredService<HealthBoard>().IsReady);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_a_lost_cache_and_nothing_more()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SnapshotPath)!);
        await File.WriteAllBytesAsync(SnapshotPath, [0x0a, 0xff, 0xff, 0xff]);
        await using SampleHost catalog = await SampleHost.StartAsync(scratch: _scratch);
        catalog.Behaviour.OnSnapshot = (_, _) => Task.FromResult(new GetSnapshotResponse { Snapshot = new CatalogSnapshot { Revision = 3 } });
        await using WebApplication app = await FollowAsync(catalog.Address);
        ICatalogDirectory directory = app.Services.GetRequiredService<ICatalogDirectory>();
        await directory.WaitReadyAsync(CancellationToken.None).WaitAsync(Until.Bound);
        Assert.Equal(3UL, directory.Current?.Revision);
    }

    [Fact]
    public async Task A_catalogue_that_comes_back_is_followed_again()
    {
        string address;
        await using (SampleHost gone = await SampleHost.StartAsync(scratch: _scratch))
        {
            address = gone.Address;
        }

        await using WebApplication app = await FollowAsync(address);
        ICatalogDirectory directory = app.Services.GetRequiredService<ICatalogDirectory>();
        Assert.Null(directory.Current);
        await using SampleHost back = await SampleHost.StartAsync(scratch: _scratch, settings: new() { ["Listen:Address"] = address });
        back.Behaviour.OnSnapshot = (_, _) => Task.FromResult(new GetSnapshotResponse { Snapshot = new CatalogSnapshot { Revision = 4 } });
        await directory.WaitReadyAsync(CancellationToken.None).WaitAsync(Until.Bound);
        Assert.Equal(4UL, directory.Current?.Revision);
    }

    private async Task<WebApplication> FollowAsync(string catalog)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], "sla", new Dictionary<string, string?>
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = _scratch.Directory,
            ["Services:Catalog:Address"] = catalog,
            ["Logging:LogLevel:Default"] = "None",
        });
        builder.Services.AddCatalogDirectory();
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        await app.StartAsync();
        return app;
    }
}
