using Telecom.Storage.Events;

namespace Telecom.Catalog.State;

/// <summary>Opens the catalogue's event store; called once, when the service starts.</summary>
internal delegate ValueTask<IEventStore> OpenEventStore(CancellationToken cancellationToken);
