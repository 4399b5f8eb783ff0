using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

/// <summary>Keeps what is written. It implements only what the contract demands, so it cannot cancel a write.</summary>
internal sealed class ListWriter : IClientStreamWriter<string>, IServerStreamWriter<string>
{
    public List<string> Messages { get; } = [];

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(string message)
    {
        Messages.Add(message);
        return Task.CompletedTask;
    }

    public Task CompleteAsync() => Task.CompletedTask;
}
