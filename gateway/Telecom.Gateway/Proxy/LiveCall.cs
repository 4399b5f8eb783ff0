using Microsoft.AspNetCore.Http.Features;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>
/// A call that is under way through the gateway. It stands in for the request's lifetime while the proxy works, so that the gateway can
/// end it with a status of its own instead of resetting the stream.
/// </summary>
internal sealed class LiveCall : IHttpRequestLifetimeFeature, IDisposable
{
    /// <summary>How long an answer that is being written may still take to the end of its message when the call is to end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly HttpContext _context;
    private readonly IHttpRequestLifetimeFeature _client;
    private readonly LiveCalls _calls;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _ended;
    private readonly Lock _lock = new();
    private IHttpResponseBodyFeature? _body;
    private RpcFailure? _ending;
    private ITimer? _grace;
    private MessageFrames _frames;
    private bool _writing;

    internal LiveCall(HttpContext context, CallerIdentity identity, LiveCalls calls, TimeProvider timeProvider)
    {
        (_context, _calls, _timeProvider) = (context, calls, timeProvider);
        (Identity, Path, StartedAt) = (identity, context.Request.Path, timeProvider.GetTimestamp());
        _client = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_client.RequestAborted);
        RequestAborted = _ended.Token;
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
    }

    /// <summary>Whose call it is.</summary>
    public CallerIdentity Identity { get; }

    /// <summary>What is called.</summary>
    public string Path { get; }

    /// <summary>When it began, a timestamp of the clock.</summary>
    public long StartedAt { get; }

    /// <summary>Why the gateway ends it; null when it does not.</summary>
    public RpcFailure? Ending => Volatile.Read(ref _ending);

    /// <summary>Fires when the client goes away or the gateway ends the call.</summary>
    public CancellationToken RequestAborted { get; set; }

    /// <summary>From here on the response is one of gRPC, and the call ends between two of its messages only.</summary>
    public void FollowResponse()
    {
        _body = _context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _context.Features.Set<IHttpResponseBodyFeature>(new LiveResponse(_body, this));
    }

    /// <summary>Ends the call with a status. The first reason stays.</summary>
    /// <param name="failure">What the client is told.</param>
    /// <returns>False when it was being ended already.</returns>
    public bool End(RpcFailure failure)
    {
        lock (_lock)
        {
            if (_ending is not null)
            {
                return false;
            }

            _ending = failure;
            if (_writing || !_frames.AtBoundary)
            {
                // A client that does not read, or a backend that does not finish its message, is not waited for any longer.
                _grace = _timeProvider.CreateTimer(static call => ((LiveCall)call!).Cancel(), this, Grace, Timeout.InfiniteTimeSpan);
                return true;
            }
        }

        Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Abort() => _client.Abort();

    /// <summary>Gives the request its own lifetime back and forgets the call.</summary>
    public void Dispose()
    {
        if (_body is not null)
        {
            _context.Features.Set(_body);
        }

        _context.Features.Set(_client);
        _calls.Leave(this);
        lock (_lock)
        {
            _grace?.Dispose();
        }

        _ended.Dispose();
    }

    /// <summary>A part of the response is about to be written.</summary>
    /// <param name="bytes">The part.</param>
    /// <returns>How much of it is to be written.</returns>
    /// <exception cref="OperationCanceledException">Nothing, since the call ends here.</exception>
    internal int BeginWrite(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_ending is not null && _frames.AtBoundary)
            {
                throw new OperationCanceledException();
            }

            _writing = true;
            return _frames.Advance(bytes, toBoundary: _ending is not null);
        }
    }

    /// <summary>The part is written.</summary>
    internal void EndWrite()
    {
        lock (_lock)
        {
            _writing = false;
            if (_ending is null || !_frames.AtBoundary)
            {
                return;
            }
        }

        Cancel();
    }

    private void Cancel()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
        catch (AggregateException exception)
        {
            // Whoever waits for the end of the call could not take it. Everyone else was told, and who ends the call has others to end.
            _calls.CouldNotTell(this, exception);
        }
    }
}
