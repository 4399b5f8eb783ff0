using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <content>Hello and Welcome.</content>
internal sealed partial class UplinkSession
{
    private async Task<Welcome> GreetAsync(AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call, CancellationToken ended)
    {
        using CancellationTokenSource limit = new(options.WelcomeTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ended, limit.Token);
        Hello hello = new()
        {
            Agent = agent,
            SpoolEpoch = Google.Protobuf.ByteString.CopyFrom(spool.Epoch.ToBytes()),
            Lane = 0,
            AgentTimeUs = NowUs(),
            Software = Software.NameAndVersion,
        };
        try
        {
            await WriteFirstAsync(call, hello, either.Token);
            if (await call.ResponseStream.MoveNext(either.Token)
                && call.ResponseStream.Current.MessageCase == StreamSamplesResponse.MessageOneofCase.Welcome)
            {
                return call.ResponseStream.Current.Welcome;
            }
        }
        catch (Exception exception) when (limit.IsCancellationRequested && exception is RpcException or OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "Hello was not answered in time"));
        }

        throw new RpcException(new Status(StatusCode.Internal, "the server did not answer Hello with Welcome"));
    }

    // When the call is refused before Hello is taken, the refusal is in the response, not in the failed write.
    private static async Task WriteFirstAsync(
        AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call, Hello hello, CancellationToken cancellationToken)
    {
        try
        {
            await call.RequestStream.WriteAsync(new StreamSamplesRequest { Hello = hello }, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or RpcException)
        {
            await call.ResponseStream.MoveNext(cancellationToken);
            throw;
        }
    }
}
