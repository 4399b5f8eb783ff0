using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>A catalogue whose circuits a test chooses.</summary>
internal sealed class FakeCatalog : ICatalogDirectory
{
    private volatile CatalogSnapshot? _current;

    public FakeCatalog(params string[] circuits) => Set(circuits);

    public CatalogSnapshot? Current => _current;

    public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Set(params string[] circuits)
    {
        CatalogSnapshot snapshot = new() { Revision = (_current?.Revision ?? 0) + 1 };
        snapshot.Circuits.AddRange(circuits.Select(name => new Circuit { Name = name }));
        _current = snapshot;
    }

    /// <summary>The same circuits, with an agent that is disabled; none with null.</summary>
    public void Disable(string? agent)
    {
        CatalogSnapshot snapshot = new() { Revision = (_current?.Revision ?? 0) + 1 };
        snapshot.Circuits.AddRange(_current?.Circuits ?? []);
        if (agent is not null)
        {
            snapshot.Agents.Add(new Agent { Name = agent, DisableTimeUs = 1 });
        }

        _current = snapshot;
    }

    public void Forget() => _current = null;
}
