using Grpc.Core;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Reporting;
using Telecom.Agent.Spooling;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <summary>Keeps a stream to the gateway for as long as the agent runs: opens one, and when it ends opens the next, after a wait that fits how it ended.</summary>
internal sealed partial class UplinkClient(
    IngestionService.IngestionServiceClient client,
    GatewayOptions options,
    SampleSpool spool,
    Func<UplinkSession> newSession,
    Random random,
    TimeProvider time,
    AgentCounters counters,
    ILogger<UplinkClient> logger)
{
    // More streams in a row than this that ask for another at once are a fault, and waited for like one.
    private const int MostAgainInARow = 3;
    private static readonly TimeSpan WaitWhileStopping = TimeSpan.FromMilliseconds(500);

    private readonly Backoff _backoff = new(options.ReconnectInitial, options.ReconnectMaximum, random);
    private readonly AsyncSignal _stopping = new();
    private int _again;

    /// <summary>How the stream is, for the status file.</summary>
    public UplinkState State { get; private set; } = UplinkState.Disconnected;

    /// <summary>Runs until stopped and everything is acknowledged, or aborted.</summary>
    /// <param name="stop">Send what is spooled, and return when it is acknowledged.</param>
    /// <param name="abort">Return at once.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using CancellationTokenRegistration woken = stop.Register(_stopping.Set);
        while (!abort.IsCancellationRequested && !(stop.IsCancellationRequested && spool.Acknowledged >= spool.LastSequence))
        {
            State = UplinkState.Connected;
            SessionEnd end = await RunSessionAsync(stop, abort);
            State = end.Kind == SessionEndKind.Refused ? UplinkState.Refused : UplinkState.Disconnected;
            TimeSpan wait = WaitAfter(end);
            if (abort.IsCancellationRequested || wait <= TimeSpan.Zero)
            {
                continue;
            }

            wait = stop.IsCancellationRequested && wait > WaitWhileStopping ? WaitWhileStopping : wait;
            Log.Waiting(logger, end.Kind, end.Reason, wait.TotalSeconds);
            await _stopping.WaitAsync(wait, time, abort);
        }

        State = UplinkState.Stopped;
    }

    private async Task<SessionEnd> RunSessionAsync(CancellationToken stop, CancellationToken abort)
    {
        if (options.ApiKey.TryRead(out string key) is { } error)
        {
            Log.NoKey(logger, error);
            return SessionEnd.Refused("no key");
        }

        UplinkSession session = newSession();
        try
        {
            return await session.RunAsync(client, new Metadata { { "authorization", "Bearer " + key } }, stop, abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return SessionEnd.Lost("stopped");
        }
        catch (RpcException exception)
        {
            return EndOf(exception);
        }
        catch (SpoolDamagedException exception)
        {
            Log.SpoolFailed(logger, exception);
            return SessionEnd.Again("the spool is mended");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.SpoolFailed(logger, exception);
            return SessionEnd.Lost("the spool's disk failed");
        }
        catch (OperationCanceledException)
        {
            return SessionEnd.Lost("cancelled");
        }
        finally
        {
            spool.Appended = null;
            if (session.Progressed)
            {
                _backoff.Reset();
            }
        }
    }

    private SessionEnd EndOf(RpcException exception)
    {
        RetryAdvice advice = RetryAdvice.Of(exception);
        string cause = exception.Status.DebugException is { } inner ? $" ({inner.GetBaseException().Message})" : "";
        string reason = $"{exception.StatusCode}{(advice.Reason.Length == 0 ? "" : " " + advice.Reason)}: {exception.Status.Detail}{cause}";
        switch (exception.StatusCode)
        {
            case StatusCode.Unauthenticated or StatusCode.PermissionDenied:
                Log.KeyRefused(logger, options.Address, options.ApiKey.Description, reason);
                return SessionEnd.Refused(reason) with { Floor = advice.Floor };
            case StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.Unimplemented:
                Log.Refused(logger, options.Address, reason);
                return SessionEnd.Refused(reason) with { Floor = advice.Floor };
            case StatusCode.Aborted when advice.Reason == "SUPERSEDED":
                Log.Refused(logger, options.Address, reason + " Does another agent run with a copy of this spool?");
                return SessionEnd.Lost(reason) with { Floor = advice.Floor };
            default:
                // Also Cancelled, which nobody here asked for: so a proxy reports a server that died.
                return SessionEnd.Lost(reason) with { Floor = advice.Floor };
        }
    }

    private TimeSpan WaitAfter(SessionEnd end)
    {
        _again = end.Kind == SessionEndKind.Again ? _again + 1 : 0;
        switch (end.Kind)
        {
            case SessionEndKind.Finished:
                return TimeSpan.Zero;
            case SessionEndKind.Again when _again <= MostAgainInARow:
                return TimeSpan.Zero;
            case SessionEndKind.Moved:
                // Every agent of the server hears the same wait: come back spread out.
                return end.Floor + options.ReconnectInitial * random.NextDouble();
            case SessionEndKind.Refused:
                counters.StreamsLost.Add();
                TimeSpan slow = options.RefusedRetry * (0.75 + random.NextDouble() / 2);
                return slow > end.Floor ? slow : end.Floor;
            default:
                counters.StreamsLost.Add();
                return _backoff.Next(end.Floor);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1410, LogLevel.Warning, "The stream ended ({Kind}: {Reason}); the next one in {Seconds:0.00} s, samples are spooled meanwhile")]
        public static partial void Waiting(ILogger logger, SessionEndKind kind, string reason, double seconds);

        [LoggerMessage(1411, LogLevel.Error, "No key: {Error}")]
        public static partial void NoKey(ILogger logger, string error);

        [LoggerMessage(1412, LogLevel.Error, "{Address} does not accept the key from {Source} ({Reason}). Samples are spooled until it does; check the key")]
        public static partial void KeyRefused(ILogger logger, Uri address, string source, string reason);

        [LoggerMessage(1413, LogLevel.Error, "{Address} refuses this agent ({Reason})")]
        public static partial void Refused(ILogger logger, Uri address, string reason);

        [LoggerMessage(1414, LogLevel.Critical, "The spool failed while streaming")]
        public static partial void SpoolFailed(ILogger logger, Exception exception);
    }
}
