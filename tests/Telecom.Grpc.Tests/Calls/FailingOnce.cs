using Grpc.Core;
using Grpc.Core.Interceptors;
using Telecom.Grpc.Tests.Hosting;

namespace Telecom.Grpc.Tests.Calls;

/// <summary>A server that is unavailable to the first stream of requests, after reading one of them.</summary>
internal sealed class FailingOnce(ProbeLog log) : Interceptor
{
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!log.Notes.IsEmpty)
        {
            return await continuation(requestStream, context);
        }

        log.Notes.Enqueue("failed");
        await requestStream.MoveNext();
        throw new RpcException(new Status(StatusCode.Unavailable, "not yet"));
    }
}
