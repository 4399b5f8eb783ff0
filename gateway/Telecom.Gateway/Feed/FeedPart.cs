using System.Threading.Channels;
using Grpc.Core;

namespace Telecom.Gateway.Feed;

/// <summary>
/// Follows one service's feed for one reader and comes back to it from where it was, however often the service goes away. What it reads
/// waits in a short queue; while that is full nothing more is read, and the service waits, too.
/// </summary>
internal sealed class FeedPart
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);

    /// <summary>A stream that said only where it begins is taken for one that works after this time.</summary>
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(3);

    private readonly int _number;
    private readonly FeedSource _source;
    private readonly Func<CancellationToken, CallOptions> _call;
    private readonly FeedOptions _options;
    private readonly TimeSpan _openTimeout;
    private readonly TimeProvider _time;
    private readonly ChannelWriter<FeedSignal> _to;
    private readonly TaskCompletionSource<RpcException?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private bool _wasLive;
    private bool _behind;
    private int _failures;

    /// <summary>Makes a part; nothing is opened yet.</summary>
    /// <param name="number">Its number, for signals.</param>
    /// <param name="source">The feed.</param>
    /// <param name="after">Position from which to follow it.</param>
    /// <param name="call">Options of a call with a token that is fresh.</param>
    /// <param name="options">The feed's options.</param>
    /// <param name="openTimeout">Longest wait for the first answer of the service.</param>
    /// <param name="time">The clock.</param>
    /// <param name="to">Where signals go.</param>
    public FeedPart(
        int number,
        FeedSource source,
        long after,
        Func<CancellationToken, CallOptions> call,
        FeedOptions options,
        TimeSpan openTimeout,
        TimeProvider time,
        ChannelWriter<FeedSignal> to)
    {
        (_number, _source, _position, _call, _options, _openTimeout, _time, _to) = (number, source, after, call, options, openTimeout, time, to);
    }

    /// <summary>Ends with the first attempt: null when the service answered, otherwise what went wrong.</summary>
    public Task<RpcException?> Opened => _opened.Task;

    /// <summary>Follows the feed until it is refused or no longer wanted.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                RpcException? failure = await FollowAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                FeedPartState state = Judge(failure);
                _ = _opened.TrySetResult(failure);
                if (state != FeedPartState.Behind)
                {
                    await _to.WriteAsync(new FeedSignal(_number, null, state, failure), cancellationToken);
                    return;
                }

                // A service that ends its stream in good order is asked again before anybody is told.
                if (!_behind && (failure is not null || _failures > 0))
                {
                    _behind = true;
                    await _to.WriteAsync(new FeedSignal(_number, null, FeedPartState.Behind, failure), cancellationToken);
                }

                _failures++;
                await Task.Delay(Pause(), _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = _opened.TrySetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            // A defect must end the feed, not leave its reader waiting.
            _ = _opened.TrySetException(exception);
            _ = _to.TryComplete(exception);
            throw;
        }
    }

    /// <summary>Reads until the stream ends; the result says why, null when it ended in good order.</summary>
    private async Task<RpcException?> FollowAsync(CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using ITimer limit = _time.CreateTimer(_ => Cancel(silence), null, _openTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            bool opening = true;
            await using IAsyncEnumerator<FeedMessage> messages = _source.Open(_position, _call(silence.Token)).GetAsyncEnumerator(silence.Token);
            while (await NextAsync(messages, unproven: !opening && _failures > 0, silence, cancellationToken))
            {
                // The reader's own slowness is no silence of the service.
                _ = limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                await TakeAsync(messages.Current, opening, cancellationToken);
                opening = false;
                _ = limit.Change(_options.BackendSilence, Timeout.InfiniteTimeSpan);
            }

            return null;
        }
        catch (RpcException exception)
        {
            return exception;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RpcException(new Status(StatusCode.DeadlineExceeded, "The service says nothing."));
        }
    }

    /// <summary>Waits for the next message; a stream that stands meanwhile is one that works, though it has nothing to say.</summary>
    private async Task<bool> NextAsync(
        IAsyncEnumerator<FeedMessage> messages, bool unproven, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        if (!unproven)
        {
            return await messages.MoveNextAsync();
        }

        Task<bool> next = messages.MoveNextAsync().AsTask();
        try
        {
            using var come = CancellationTokenSource.CreateLinkedTokenSource(silence.Token);
            Task first = await Task.WhenAny(next, Task.Delay(Proof, _time, come.Token));
            await come.CancelAsync();
            if (first != next && !silence.IsCancellationRequested && Works() is { } back)
            {
                await _to.WriteAsync(new FeedSignal(_number, new FeedMessage(_position, []), back, null), cancellationToken);
            }
        }
        catch (Exception)
        {
            // The reader is gone: an enumerator can be left only between two steps.
            Cancel(silence);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await next;
    }

    /// <summary>Notes that the service works; the result is the state to tell, null when nobody was told otherwise.</summary>
    private FeedPartState? Works()
    {
        FeedPartState? back = _behind ? FeedPartState.Live : null;
        (_behind, _failures) = (false, 0);
        return back;
    }

    private async ValueTask TakeAsync(FeedMessage message, bool opening, CancellationToken cancellationToken)
    {
        _ = _opened.TrySetResult(null);
        _wasLive = true;

        // Each event once: what was handed on is dropped when a service sends it again.
        FeedEvent[] events = [.. message.Events.Where(one => one.Position > _position)];
        long position = Math.Max(_position, message.Position);

        // A feed begins with where it begins: that it stands says nothing about the event on which the last attempt failed.
        FeedPartState? back = !opening || events.Length > 0 || position > _position ? Works() : null;
        if (events.Length > 0 || position > _position || back is not null)
        {
            await _to.WriteAsync(new FeedSignal(_number, new FeedMessage(position, events), back, null), cancellationToken);
            _position = position;
        }
    }

    /// <summary>
    /// What the end of a stream means. A customer that was there a moment ago is not gone because a service that has just started does
    /// not know it yet.
    /// </summary>
    private FeedPartState Judge(RpcException? failure) => failure?.StatusCode switch
    {
        StatusCode.PermissionDenied when !_wasLive => FeedPartState.NotAllowed,
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => FeedPartState.Refused,
        StatusCode.NotFound or StatusCode.InvalidArgument when !_wasLive => FeedPartState.Refused,
        _ => FeedPartState.Behind,
    };

    /// <summary>Full jitter, so that the feeds of many readers do not come back together.</summary>
    private TimeSpan Pause()
    {
        double ceiling = Math.Min(_options.BackendRetry.TotalMilliseconds, FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 16)));
        return TimeSpan.FromMilliseconds(10 + (Random.Shared.NextDouble() * ceiling));
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }
}
