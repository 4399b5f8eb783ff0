using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Streams;

/// <summary>Reads a stream's messages, and tells what the transport's failures mean.</summary>
internal sealed class MessageReader(IAsyncStreamReader<StreamSamplesRequest> requests, StreamClock clock, int maxMessageBytes)
{
    /// <summary>The next message; null when the agent closed its side.</summary>
    /// <exception cref="RpcFailure">The message is too large or is none.</exception>
    public async Task<StreamSamplesRequest?> NextAsync(CancellationToken cancellationToken)
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
        catch (InvalidProtocolBufferException exception)
        {
            throw StreamEnd.Violation($"A message is not a StreamSamplesRequest: {exception.Message}");
        }
        finally
        {
            clock.NotReading();
        }
    }
}
