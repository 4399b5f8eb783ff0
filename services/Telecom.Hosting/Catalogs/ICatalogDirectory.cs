using Telecom.Catalog.V1;

namespace Telecom.Hosting;

/// <summary>
/// The catalogue as this service last saw it. It is kept on disk, so that a service starts and works on while the catalogue is away.
/// A snapshot is immutable: never change the message.
/// </summary>
public interface ICatalogDirectory
{
    /// <summary>The newest snapshot; null before the first one.</summary>
    CatalogSnapshot? Current { get; }

    /// <summary>Completes when there is a snapshot, from the catalogue or from disk.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task WaitReadyAsync(CancellationToken cancellationToken);
}
