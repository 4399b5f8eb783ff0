using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Producers;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion;

/// <summary>The gRPC surface; what happens is elsewhere: Streams, Intake, Producers.</summary>
internal sealed class IngestionService(StreamDependencies streams, UnaryIntake unary, ProducerPages producers) : V1.IngestionService.IngestionServiceBase
{
    /// <inheritdoc/>
    public override async Task StreamSamples(
        IAsyncStreamReader<StreamSamplesRequest> requestStream, IServerStreamWriter<StreamSamplesResponse> responseStream, ServerCallContext context)
    {
        using StreamSession session = new(streams, requestStream, responseStream, context.GetCaller(), context.CancellationToken);
        await session.RunAsync();
    }

    /// <inheritdoc/>
    public override Task<WriteSamplesResponse> WriteSamples(WriteSamplesRequest request, ServerCallContext context) =>
        unary.WriteAsync(request, context.GetCaller(), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) =>
        producers.ListAsync(request, context.GetCaller(), context.CancellationToken);
}
