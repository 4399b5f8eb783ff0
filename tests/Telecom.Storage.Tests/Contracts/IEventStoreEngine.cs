using Telecom.Storage.Events;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>An engine's event store under test: a place that survives closing and opening again.</summary>
public interface IEventStoreEngine : IAsyncDisposable
{
    /// <summary>Opens the store; the one before must be disposed.</summary>
    Task<IEventStore> OpenAsync();
}
