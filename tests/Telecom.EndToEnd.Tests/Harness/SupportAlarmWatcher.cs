using System.Collections.Concurrent;
using Grpc.Core;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// A receiver of alarms that comes back whenever the stream ends. It resumes from the position before the last message, like one that was
/// itself stopped before it could store the last, so that repeats come and are dropped by id.
/// </summary>
internal sealed class SupportAlarmWatcher(Func<SupportService.SupportServiceClient> client, Func<Metadata> identity, string parent)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, CaseEvent> _seen = new(StringComparer.Ordinal);
    private long _last;
    private long _resume;

    /// <summary>What came, by id.</summary>
    public IReadOnlyCollection<CaseEvent> Seen => [.. _seen.Values];

    public int Count => _seen.Count;

    /// <summary>Events that came again and were dropped.</summary>
    public int Repeats { get; private set; }

    public int Connections { get; private set; }

    /// <summary>The first breach of the feed's promises; null: none.</summary>
    public string? Violation { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (RpcException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Reconnect, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Waits until so many different events have come.</summary>
    /// <param name="count">Their number.</param>
    /// <param name="cause">What makes them come; when it fails, the wait does.</param>
    public async Task ReachAsync(int count, Task cause)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (_seen.Count < count)
        {
            Assert.True(Violation is null, Violation);
            if (cause.IsFaulted)
            {
                await cause;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, $"{_seen.Count} of {count} alarms came within {Bound}; {Connections} connections, resuming from {_resume}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var request = new WatchCaseEventsRequest { Parent = parent, AfterPosition = _resume, Types_ = { "case.alarm" } };
        using AsyncServerStreamingCall<WatchCaseEventsResponse> call = client().WatchCaseEvents(request, identity(), cancellationToken: cancellationToken);
        (long last, bool first) = (_resume, true);
        await foreach (WatchCaseEventsResponse message in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            Connections += first ? 1 : 0;
            first = false;
            foreach (CaseEvent happened in message.Events)
            {
                Violation ??= happened.Position <= last ? $"{happened.Id} at {happened.Position} came after {last}" : null;
                last = happened.Position;
                if (!_seen.TryAdd(happened.Id, happened))
                {
                    Repeats++;
                    Violation ??= _seen[happened.Id].Equals(happened) ? null : $"{happened.Id} came again with another content";
                }
            }

            Violation ??= message.Position < last ? $"the position {message.Position} is before the last event, {last}" : null;
            (_resume, _last) = (_last, message.Position);
        }
    }
}
