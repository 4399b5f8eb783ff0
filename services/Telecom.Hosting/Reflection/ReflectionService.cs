using Grpc.Core;
using Grpc.Reflection.V1;

namespace Telecom.Hosting;

/// <summary>grpc.reflection.v1: the descriptors of the services, for clients without protos.</summary>
internal sealed class ReflectionService(ReflectionBook book, IDrain drain) : ServerReflection.ServerReflectionBase
{
    /// <inheritdoc/>
    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        var stream = new ReflectionStream(book.Index);
        return AnswerAsync(requestStream, request => responseStream.WriteAsync(stream.Answer(request), context.CancellationToken), drain, context.CancellationToken);
    }

    /// <summary>Answers a stream until its client ends it or the service goes away: one that is left open must not hold that up.</summary>
    internal static async Task AnswerAsync<TRequest>(
        IAsyncStreamReader<TRequest> requests, Func<TRequest, Task> answer, IDrain drain, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        try
        {
            await foreach (TRequest request in requests.ReadAllAsync(ends.Token))
            {
                await answer(request);
            }
        }
        catch (OperationCanceledException) when (drain.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw DrainFailure.Create();
        }
    }
}
