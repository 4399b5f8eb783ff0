using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>Opens the event store of the facts.</summary>
internal delegate Task<IEventStore> FactsOpener(CancellationToken cancellationToken);
