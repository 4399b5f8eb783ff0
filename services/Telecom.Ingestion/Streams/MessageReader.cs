using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;

namespace Telecom.Ingestion.Streams;

/// <summary>Reads a stream's messages, and tells what the transport's failures mean.</summary>
internal sealed class MessageReader(IAsyncStreamReader<WireMessage> requests, StreamClock clock, int maxMessageBytes)
{
    /// <summary>The next message; null when the agent closed its side. The caller disposes of it.</summary>
    /// <exception cref="RpcFailure">The message is too large.</exception>
    public async ValueTask<WireMessage?> NextAsync(CancellationToken cancellationToken)
    {
        clock.Reading();
        try
        {
            return await requests.MoveNext(cancellationToken) ? requests.Current : null;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
        {
            throw RpcFailure.ResourceExhausted(
                $"A message is above the limit max_message_bytes of {maxMessageBytes}.",
                metadata: new Dictionary<string, string> { ["limit"] = "max_message_bytes", ["most"] = $"{maxMessageBytes}" });
        }
        finally
        {
            clock.NotReading();
        }
    }

    /// <summary>A message by the generated parser.</summary>
    /// <exception cref="RpcFailure">It is none.</exception>
    public static StreamSamplesRequest Parse(WireMessage message)
    {
        try
        {
            return message.Parse();
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw NotAMessage(exception);
        }
    }

    /// <summary>INVALID_ARGUMENT: the bytes are no message.</summary>
    public static RpcFailure NotAMessage(InvalidProtocolBufferException exception) =>
        StreamEnd.Violation($"A message is not a StreamSamplesRequest: {exception.Message}");
}
