using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>The catalogue as the service holds it, changed at once; the real one is followed by calls whose deadlines need the real time.</summary>
internal sealed class SettableCatalogue(CatalogSnapshot snapshot) : ICatalogDirectory
{
    private volatile CatalogSnapshot _current = snapshot;

    public CatalogSnapshot? Current => _current;

    public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Change(Action<CatalogSnapshot> change)
    {
        CatalogSnapshot next = _current.Clone();
        change(next);
        next.Revision++;
        _current = next;
    }
}
