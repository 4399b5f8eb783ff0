namespace Grpc.Core;

/// <summary>A stream of messages coming in. One reader at a time.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> brought; undefined before the first.</summary>
    T Current { get; }

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancellationToken">Ends the wait, and the call with it.</param>
    /// <returns>True with a message in <see cref="Current"/>; false at the end of the stream.</returns>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
