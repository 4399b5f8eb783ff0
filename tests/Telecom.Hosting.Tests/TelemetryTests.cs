using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;
using Telecom.Common.V1;

namespace Telecom.Hosting.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_served_call_is_measured_with_method_and_status()
    {
        await using SampleHost host = await SampleHost.StartAsync();
        ConcurrentQueue<(double Seconds, string Tags)> seen = new();
        using MeterListener listener = new();
        IMeterFactory own = host.App.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "rpc.server.call.duration" && ReferenceEquals(instrument.Meter.Scope, own))
            {
                Assert.Equal("s", instrument.Unit);
                Assert.Equal("Telecom.Catalog.Rpc", instrument.Meter.Name);
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
            seen.Enqueue((value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order()))));
        listener.Start();

        await host.Catalog.ListContractsAsync(new ListContractsRequest(), host.As(Role.Admin));
        host.Behaviour.OnUnary = _ => throw RpcFailure.NotFound("contracts/x");
        await Assert.ThrowsAsync<RpcException>(async () => await host.Catalog.ListContractsAsync(new ListContractsRequest(), host.As(Role.Admin)));
        await Assert.ThrowsAsync<RpcException>(async () => await host.Catalog.ListContractsAsync(new ListContractsRequest()));
        const string Method = "rpc.method=telecom.catalog.v1.CatalogService/ListContracts";
        await Until.TrueAsync(() => seen.Count == 3, "three calls are measured");
        Assert.Equal(
            [$"{Method} rpc.response.status_code=OK rpc.system.name=grpc", $"{Method} rpc.response.status_code=NOT_FOUND rpc.system.name=grpc",
                $"{Method} rpc.response.status_code=UNAUTHENTICATED rpc.system.name=grpc"],
            seen.Select(s => s.Tags));
        Assert.All(seen, s => Assert.InRange(s.Seconds, 0, 60));
    }

    [Fact]
    public async Task A_span_continues_the_callers_trace()
    {
        await using SampleHost host = await SampleHost.StartAsync(service: "support");
        ConcurrentQueue<Activity> ended = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Telecom.Support.Rpc",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        Metadata headers = SampleHost.Bearer(host.TokenOf(Callers.Of(Role.Admin)));
        headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await host.Catalog.ListContractsAsync(new ListContractsRequest(), headers);
        await Until.TrueAsync(() => !ended.IsEmpty, "the span ends");
        Activity span = Assert.Single(ended);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.Equal("telecom.catalog.v1.CatalogService/ListContracts", span.OperationName);
        Assert.Equal(ActivityKind.Server, span.Kind);
    }

    [Fact]
    public async Task Metrics_reach_a_configured_collector_and_the_last_ones_on_stop()
    {
        ConcurrentQueue<(string Path, string Body)> received = new();
        await using WebApplication collector = await CollectorAsync(received);
        await using SampleHost host = await SampleHost.StartAsync(
            settings: new() { ["Telemetry:OtlpEndpoint"] = collector.Urls.Single(), ["Telemetry:MetricsInterval"] = "01:00:00" });
        await host.Catalog.ListContractsAsync(new ListContractsRequest(), host.As(Role.Admin));
        await host.App.StopAsync();
        (_, string body) = Assert.Single(received, r => r.Path == "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
        Assert.Contains("rpc.server.call.duration", body, StringComparison.Ordinal);
        Assert.Contains("telecom-catalog", body, StringComparison.Ordinal);
        Assert.Contains(received, r => r.Path == "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, string Body)> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return app;
    }
}
