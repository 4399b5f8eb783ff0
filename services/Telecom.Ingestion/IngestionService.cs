using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.Producers;
using Telecom.Ingestion.Retention;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;

namespace Telecom.Ingestion;

/// <summary>The gRPC surface; what happens is elsewhere: Streams, Intake, Producers.</summary>
internal sealed class IngestionService(StreamDependencies streams, UnaryIntake unary, ProducerPages producers, LogTrimmer trimmer)
{
    /// <summary>StreamSamples: the stream of a lane.</summary>
    public async Task StreamSamples(
        IAsyncStreamReader<WireMessage> requestStream, IServerStreamWriter<StreamSamplesResponse> responseStream, ServerCallContext context)
    {
        using StreamSession session = new(streams, requestStream, responseStream, context.GetCaller(), context.CancellationToken);
        await session.RunAsync();
    }

    /// <summary>WriteSamples: one batch in one call.</summary>
    public Task<WriteSamplesResponse> WriteSamples(WriteSamplesRequest request, ServerCallContext context) =>
        unary.WriteAsync(request, context.GetCaller(), context.CancellationToken);

    /// <summary>ListProducers: how far an agent's lanes have come.</summary>
    public Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) =>
        producers.ListAsync(request, context.GetCaller(), context.CancellationToken);

    /// <summary>ReportConsumed: how far the log was folded.</summary>
    public Task<ReportConsumedResponse> ReportConsumed(ReportConsumedRequest request, ServerCallContext context) =>
        trimmer.ReportAsync(request, context.CancellationToken);
}
