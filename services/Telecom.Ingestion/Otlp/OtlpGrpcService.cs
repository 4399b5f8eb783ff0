using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Door;

namespace Telecom.Ingestion.Otlp;

/// <summary>OTLP/gRPC: MetricsService/Export. gzip is understood; the limit of a message holds for what it inflates to.</summary>
internal sealed class OtlpGrpcService(OtlpDoor door) : MetricsService.MetricsServiceBase
{
    /// <inheritdoc/>
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) =>
        door.ExportAsync(request, context.GetCaller(), request.CalculateSize(), context.CancellationToken);
}
