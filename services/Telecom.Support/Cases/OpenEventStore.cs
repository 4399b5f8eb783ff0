using Telecom.Storage.Events;

namespace Telecom.Support.Cases;

/// <summary>Opens the event store; opening reads files, so it is not done while services are wired.</summary>
/// <param name="cancellationToken">Stops before the opening begins.</param>
internal delegate ValueTask<IEventStore> OpenEventStore(CancellationToken cancellationToken);
