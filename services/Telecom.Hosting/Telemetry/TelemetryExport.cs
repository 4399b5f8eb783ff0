using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Telecom.Hosting;

/// <summary>
/// Exports the service's own metrics and traces by OTLP, when an endpoint is configured. A service's meters and activity sources are named
/// "Telecom.{Service}" or "Telecom.{Service}.…"; each host takes only its own, so that several in one process do not count double.
/// </summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, ServiceIdentity identity) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        TelemetryOptions settings = options.Value;
        if (settings.OtlpEndpoint.Length > 0)
        {
            Uri endpoint = new(settings.OtlpEndpoint);
            string source = ServiceNames.SourceName(identity.Name);
            ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService($"telecom-{identity.Name}", serviceNamespace: "telecom-sla");
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(source, source + ".*")
                .AddOtlpExporter((exporter, reader) =>
                {
                    exporter.Endpoint = endpoint;
                    exporter.Protocol = OtlpExportProtocol.Grpc;
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.MetricsInterval.TotalMilliseconds;
                })
                .Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(source, source + ".*")
                .AddOtlpExporter(exporter =>
                {
                    exporter.Endpoint = endpoint;
                    exporter.Protocol = OtlpExportProtocol.Grpc;
                })
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Disposing flushes, with a bound of its own.
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref _metrics, null)?.Dispose();
        Interlocked.Exchange(ref _traces, null)?.Dispose();
    }
}
