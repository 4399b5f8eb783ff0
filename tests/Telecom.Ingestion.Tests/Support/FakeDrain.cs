using Telecom.Hosting;

namespace Telecom.Ingestion.Tests.Support;

internal sealed class FakeDrain : IDrain, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public bool HasBegun => _source.IsCancellationRequested;

    public CancellationToken Token => _source.Token;

    public void Begin() => _source.Cancel();

    public void Dispose() => _source.Dispose();
}
