using Telecom.Storage.Events;

namespace Telecom.Support.Cases;

/// <summary>The event store of the cases, open from the service's start to its end.</summary>
internal sealed class CaseEvents(OpenEventStore open) : IAsyncDisposable
{
    private IEventStore? _store;

    /// <summary>The store.</summary>
    /// <exception cref="InvalidOperationException">The service has not started.</exception>
    public IEventStore Store => _store ?? throw new InvalidOperationException("The case store is not open; the service has not started.");

    /// <summary>Opens the store.</summary>
    /// <param name="cancellationToken">Stops before the opening begins.</param>
    public async ValueTask OpenAsync(CancellationToken cancellationToken) => _store ??= await open(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _store, null)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
