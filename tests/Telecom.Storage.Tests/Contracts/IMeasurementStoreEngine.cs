using Telecom.Storage.Cells;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>An engine's measurement store under test: a place that survives closing and opening again.</summary>
public interface IMeasurementStoreEngine : IAsyncDisposable
{
    /// <summary>The clock that leases run by.</summary>
    FakeTimeProvider Time { get; }

    /// <summary>Opens the store; the one before must be disposed.</summary>
    Task<IMeasurementStore> OpenAsync();
}
