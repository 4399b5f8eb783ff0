namespace Grpc.Core;

/// <summary>
/// A running call with independent streams of requests and responses. Dispose it when the responses are not read to their end.
/// </summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly AsyncCallState _state;

    /// <summary>Puts a call together from parts without a shared state, as tests and interceptors do.</summary>
    /// <param name="requestStream">The requests to send.</param>
    /// <param name="responseStream">The responses to read.</param>
    /// <param name="responseHeadersAsync">The response headers, once they arrive.</param>
    /// <param name="getStatusFunc">The status; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="getTrailersFunc">The trailers; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="disposeAction">Ends the call.</param>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        _state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Puts a call together from parts that share a state object, as transports do to save closures.</summary>
    /// <param name="requestStream">The requests to send.</param>
    /// <param name="responseStream">The responses to read.</param>
    /// <param name="responseHeadersAsync">The response headers, once they arrive.</param>
    /// <param name="getStatusFunc">The status; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="getTrailersFunc">The trailers; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="disposeAction">Ends the call.</param>
    /// <param name="state">Handed to each of the functions.</param>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        _state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>The requests to send.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>The responses to read.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>The response headers, once they arrive.</summary>
    public Task<Metadata> ResponseHeadersAsync => _state.Headers;

    /// <summary>The status of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is still running.</exception>
    public Status GetStatus() => _state.Status;

    /// <summary>The trailers of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is still running.</exception>
    public Metadata GetTrailers() => _state.Trailers;

    /// <summary>Ends the call: cancels it when it still runs, and does nothing when it is over.</summary>
    public void Dispose() => _state.Dispose();
}
