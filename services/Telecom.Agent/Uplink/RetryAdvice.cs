using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Telecom.Agent.Uplink;

/// <summary>What the details of an error say (google.rpc.Status in the trailer "grpc-status-details-bin").</summary>
/// <param name="Reason">ErrorInfo.reason; empty when the error has none.</param>
/// <param name="Floor">RetryInfo.retry_delay; zero when the error has none.</param>
internal readonly record struct RetryAdvice(string Reason, TimeSpan Floor)
{
    private const string Trailer = "grpc-status-details-bin";

    /// <summary>Reads the details of an error; an error without readable details gives none.</summary>
    public static RetryAdvice Of(RpcException exception)
    {
        (string reason, TimeSpan floor) = ("", TimeSpan.Zero);
        try
        {
            if (exception.Trailers.GetValueBytes(Trailer) is not { } bytes)
            {
                return new RetryAdvice(reason, floor);
            }

            foreach (Any detail in Google.Rpc.Status.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TryUnpack(out ErrorInfo info))
                {
                    reason = info.Reason;
                }
                else if (detail.TryUnpack(out RetryInfo retry) && retry.RetryDelay is { } delay)
                {
                    floor = delay.ToTimeSpan();
                }
            }
        }
        catch (Exception malformed) when (malformed is InvalidProtocolBufferException or InvalidOperationException)
        {
            // Advice that cannot be read is no advice.
        }

        return new RetryAdvice(reason, floor);
    }
}
