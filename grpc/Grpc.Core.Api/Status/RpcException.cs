namespace Grpc.Core;

/// <summary>
/// A call that did not succeed. Clients get it from the call; a server handler throws it to choose the status and trailers.
/// </summary>
public class RpcException : Exception
{
    /// <summary>Creates the exception; its message is the status in words.</summary>
    /// <param name="status">The result of the call.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>Creates the exception with an own message.</summary>
    /// <param name="status">The result of the call.</param>
    /// <param name="message">The message of the exception; it does not go over the wire.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Creates the exception with trailers; its message is the status in words.</summary>
    /// <param name="status">The result of the call.</param>
    /// <param name="trailers">The trailers received, or to be sent.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Creates the exception with trailers and an own message.</summary>
    /// <param name="status">The result of the call.</param>
    /// <param name="trailers">The trailers received, or to be sent.</param>
    /// <param name="message">The message of the exception; it does not go over the wire.</param>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>The result of the call.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers; never null, empty when there are none.</summary>
    public Metadata Trailers { get; }
}
