namespace Grpc.Core;

/// <summary>The requests of a client, which end when it says so.</summary>
/// <typeparam name="T">The request message.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no more requests follow. To be called once, after the last write.</summary>
    Task CompleteAsync();
}
