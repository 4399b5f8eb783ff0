using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>An engine's log under test: a place that survives closing and opening again.</summary>
public interface ISampleLogEngine : IAsyncDisposable
{
    /// <summary>The clock of every end that is opened.</summary>
    FakeTimeProvider Time { get; }

    /// <summary>Opens the writing end; the one before must be disposed.</summary>
    Task<ISampleLog> OpenAsync();

    /// <summary>Opens a reading end with connections of its own, as another process would.</summary>
    Task<ISampleLogReader> OpenReaderAsync();
}
