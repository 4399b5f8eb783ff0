using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>A catalogue that is always there and never changes.</summary>
internal sealed class FixedDirectory(CatalogSnapshot snapshot) : ICatalogDirectory
{
    public CatalogSnapshot? Current => snapshot;

    public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
