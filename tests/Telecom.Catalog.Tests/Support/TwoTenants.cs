namespace Telecom.Catalog.Tests;

/// <summary>A service on which "acme" and "beta" exist, each with s1, c1 and a1; shared by tests that change nothing.</summary>
public sealed class TwoTenants : IAsyncLifetime
{
    private CatalogRun? _run;

    internal CatalogRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await CatalogRun.StartAsync();
        await _run.TenantAsync("acme");
        await _run.TenantAsync("beta");
    }

    public async Task DisposeAsync() => await _run!.DisposeAsync();
}
