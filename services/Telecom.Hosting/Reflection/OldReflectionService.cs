using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace Telecom.Hosting;

/// <summary>grpc.reflection.v1alpha, which older clients ask for. Its messages are those of version 1, byte for byte.</summary>
internal sealed class OldReflectionService(ReflectionBook book, IDrain drain) : ServerReflection.ServerReflectionBase
{
    /// <inheritdoc/>
    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        var stream = new ReflectionStream(book.Index);
        return ReflectionService.AnswerAsync(
            requestStream,
            request => responseStream.WriteAsync(
                ServerReflectionResponse.Parser.ParseFrom(
                    stream.Answer(Grpc.Reflection.V1.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString())).ToByteString()),
                context.CancellationToken),
            drain,
            context.CancellationToken);
    }
}
