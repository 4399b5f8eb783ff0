namespace Grpc.Core;

/// <summary>A stream of messages going out. One write at a time; await each before the next.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next writes are done, or null for the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes one message.</summary>
    /// <param name="message">The message, not null.</param>
    Task WriteAsync(T message);

    /// <summary>
    /// Writes one message, and gives up when the token says so. A writer that cannot do so refuses a token that can be cancelled
    /// rather than ignoring it.
    /// </summary>
    /// <param name="message">The message, not null.</param>
    /// <param name="cancellationToken">Ends the wait for the write.</param>
    /// <exception cref="NotSupportedException">The token can be cancelled but this writer cannot.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream writer cannot cancel a single write.")
        : WriteAsync(message);
}
