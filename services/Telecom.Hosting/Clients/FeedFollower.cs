using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Telecom.Hosting;

/// <summary>
/// Follows another service's feed, a server stream that resumes by position, from the position that is in this service's own store. What
/// is read again after a restart changes nothing, so the position is written seldom and after what it stands for. The other service
/// may be away for any time; nothing else waits for it.
/// </summary>
/// <typeparam name="TResponse">Message of the feed.</typeparam>
/// <param name="limits">How it is followed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where absence and return are told, once each.</param>
public abstract partial class FeedFollower<TResponse>(FeedFollowerLimits limits, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMilliseconds(250);

    private long _position;
    private long _notedPosition;
    private long _notedAt;
    private bool _hasNews;
    private int _failures;

    /// <summary>Name of the feed, for people.</summary>
    protected abstract string Feed { get; }

    /// <summary>Position that this service has already.</summary>
    protected abstract ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>Writes down how far it is; another process that follows the same feed may have been faster.</summary>
    protected abstract ValueTask WritePositionAsync(long position, CancellationToken cancellationToken);

    /// <summary>Opens the stream.</summary>
    protected abstract AsyncServerStreamingCall<TResponse> Open(long afterPosition, CancellationToken cancellationToken);

    /// <summary>Takes in a message; taking it twice changes nothing.</summary>
    /// <returns>Position up to which the feed has been read.</returns>
    protected abstract ValueTask<long> TakeAsync(TResponse message, CancellationToken cancellationToken);

    /// <summary>
    /// False for a sign of life, whose position alone is not noted: where two services follow each other, the note of one moves
    /// the feed of the other, and they would write notes about notes for ever.
    /// </summary>
    protected virtual bool HasNews(TResponse message) => true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool known = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!known)
                {
                    _notedPosition = _position = await ReadPositionAsync(stoppingToken);
                    _notedAt = time.GetTimestamp();
                    known = true;
                }

                await FollowAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (_failures == 0)
                {
                    Log.Away(logger, Feed, exception);
                }

                _failures++;
            }

            await Task.Delay(Pause(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using ITimer limit = time.CreateTimer(_ => Cancel(silence), null, limits.Silence, Timeout.InfiniteTimeSpan);
        using AsyncServerStreamingCall<TResponse> call = Open(_position, silence.Token);
        bool opening = true;
        while (await call.ResponseStream.MoveNext(silence.Token))
        {
            _ = limit.Change(limits.Silence, Timeout.InfiniteTimeSpan);
            TResponse message = call.ResponseStream.Current;
            _position = Math.Max(_position, await TakeAsync(message, cancellationToken));
            _hasNews |= HasNews(message);

            // A feed begins with where it begins: that it stands says nothing about the event on which the last attempt failed.
            if (_failures > 0 && (!opening || HasNews(message)))
            {
                Log.Back(logger, Feed, _failures);
                _failures = 0;
            }

            opening = false;

            if (_hasNews && _position > _notedPosition && time.GetElapsedTime(_notedAt) >= limits.PositionInterval)
            {
                await WritePositionAsync(_position, cancellationToken);
                (_notedPosition, _notedAt, _hasNews) = (_position, time.GetTimestamp(), false);
            }
        }
    }

    /// <summary>Full jitter, so that followers of one feed do not come back together.</summary>
    private TimeSpan Pause()
    {
        double ceiling = Math.Min(limits.Retry.TotalMilliseconds, s_firstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 16)));
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

    private static partial class Log
    {
        [LoggerMessage(EventId = 171, Level = LogLevel.Warning,
            Message = "The feed of {Feed} cannot be followed; it is tried again, and said again only after a success")]
        public static partial void Away(ILogger logger, string feed, Exception exception);

        [LoggerMessage(EventId = 172, Level = LogLevel.Information, Message = "The feed of {Feed} is followed again after {Failures} failures")]
        public static partial void Back(ILogger logger, string feed, int failures);
    }
}
