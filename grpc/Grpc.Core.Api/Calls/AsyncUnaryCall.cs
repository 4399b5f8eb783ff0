using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>
/// A running call with one request and one response. Await it for the response; dispose it to give up.
/// </summary>
/// <typeparam name="TResponse">The response message.</typeparam>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    private readonly AsyncCallState _state;

    /// <summary>Puts a call together from parts without a shared state, as tests and interceptors do.</summary>
    /// <param name="responseAsync">The response, once it arrives; fails with <see cref="RpcException"/>.</param>
    /// <param name="responseHeadersAsync">The response headers, once they arrive.</param>
    /// <param name="getStatusFunc">The status; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="getTrailersFunc">The trailers; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="disposeAction">Ends the call.</param>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseAsync = responseAsync;
        _state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Puts a call together from parts that share a state object, as transports do to save closures.</summary>
    /// <param name="responseAsync">The response, once it arrives; fails with <see cref="RpcException"/>.</param>
    /// <param name="responseHeadersAsync">The response headers, once they arrive.</param>
    /// <param name="getStatusFunc">The status; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="getTrailersFunc">The trailers; throws <see cref="InvalidOperationException"/> while the call runs.</param>
    /// <param name="disposeAction">Ends the call.</param>
    /// <param name="state">Handed to each of the functions.</param>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseAsync = responseAsync;
        _state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>The response, once it arrives; fails with <see cref="RpcException"/>.</summary>
    public Task<TResponse> ResponseAsync { get; }

    /// <summary>The response headers, once they arrive.</summary>
    public Task<Metadata> ResponseHeadersAsync => _state.Headers;

    /// <summary>Lets the call itself be awaited for its response.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits the response with or without going back to the captured context.</summary>
    /// <param name="continueOnCapturedContext">Whether to go back to the captured context.</param>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>The status of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is still running.</exception>
    public Status GetStatus() => _state.Status;

    /// <summary>The trailers of the finished call.</summary>
    /// <exception cref="InvalidOperationException">The call is still running.</exception>
    public Metadata GetTrailers() => _state.Trailers;

    /// <summary>Ends the call: cancels it when it still runs, and does nothing when it is over.</summary>
    public void Dispose() => _state.Dispose();
}
