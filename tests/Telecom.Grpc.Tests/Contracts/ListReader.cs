using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

/// <summary>A stream of given messages.</summary>
internal sealed class ListReader(params string[] messages) : IAsyncStreamReader<string>
{
    private int _index = -1;

    public string Current => messages[_index];

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(++_index < messages.Length);
    }
}
