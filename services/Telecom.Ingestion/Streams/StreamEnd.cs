using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Storage;

namespace Telecom.Ingestion.Streams;

/// <summary>How a stream ends.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Failure">What the handler throws; null when the stream ends with OK.</param>
/// <param name="Announcement">What the agent is told at once, before the last acknowledgements; null for nothing.</param>
internal sealed record StreamEnd(StreamEndCause Cause, Exception? Failure = null, Drain? Announcement = null)
{
    /// <summary>Everything that the agent sent is durable.</summary>
    public static StreamEnd Finished { get; } = new(StreamEndCause.Finished);

    /// <summary>The agent closed its side without Finish.</summary>
    public static StreamEnd Closed { get; } = new(StreamEndCause.Closed);

    /// <summary>The agent is gone; nobody reads the status.</summary>
    public static StreamEnd Lost() => new(StreamEndCause.Lost, new RpcException(new Status(StatusCode.Cancelled, "The agent went away.")));

    /// <summary>The server is going away.</summary>
    public static StreamEnd Drained(TimeSpan reconnectAfter) => Draining(StreamEndCause.Drained, "The server is going away; reconnect.", reconnectAfter);

    /// <summary>The stream reached its age.</summary>
    public static StreamEnd Aged(TimeSpan reconnectAfter) => Draining(StreamEndCause.Aged, "The stream reached its age; reconnect.", reconnectAfter);

    /// <summary>The log fell behind what this stream had appended while the agent finished, so that it cannot be told to go back.</summary>
    public static StreamEnd FellBehind(TimeSpan reconnectAfter) =>
        Draining(StreamEndCause.StoreUnavailable, "The log fell behind what the agent had sent; reconnect.", reconnectAfter);

    /// <summary>The agent sent nothing for too long.</summary>
    public static StreamEnd Idle(TimeSpan limit) => new(StreamEndCause.Idle, RpcFailure.Aborted(
        ErrorReason.IdleTimeout,
        $"The stream sent nothing for {limit.TotalMilliseconds:0} ms, the limit of idle_timeout_ms; send heartbeats.",
        new Dictionary<string, string> { ["idle_timeout_ms"] = $"{limit.TotalMilliseconds:0}" }));

    /// <summary>The lane opened a newer stream.</summary>
    public static StreamEnd Superseded() => new(StreamEndCause.Superseded, RpcFailure.Aborted(
        ErrorReason.Superseded, "The same producer lane opened a newer stream. Two agents must not share a spool."));

    /// <summary>The store cannot take samples now.</summary>
    public static StreamEnd StoreUnavailable(StoreUnavailableException failure)
    {
        RpcFailure told = failure.ToRpcFailure();
        return new StreamEnd(StreamEndCause.StoreUnavailable, told, Announce(told.Message, failure.RetryAfter));
    }

    /// <summary>The agent broke a rule.</summary>
    public static StreamEnd Refused(RpcFailure failure) => new(StreamEndCause.Refused, failure);

    /// <summary>The agent broke the protocol.</summary>
    public static RpcFailure Violation(string message) => new(StatusCode.InvalidArgument, ErrorReason.ProtocolViolation, message);

    private static StreamEnd Draining(StreamEndCause cause, string message, TimeSpan reconnectAfter) =>
        new(cause, RpcFailure.Unavailable(ErrorReason.Draining, message, reconnectAfter), Announce(message, reconnectAfter));

    private static Drain Announce(string reason, TimeSpan reconnectAfter) =>
        new() { ReconnectAfterMs = (uint)Math.Min(reconnectAfter.TotalMilliseconds, uint.MaxValue), Reason = reason };
}
