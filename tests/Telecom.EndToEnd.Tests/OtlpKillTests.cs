using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests;

/// <summary>kill -9 of ingestion under OTLP exports that are repeated until they are answered: each point is in the log once.</summary>
public sealed class OtlpKillTests
{
    private const int PointsPerExport = 50;

    [Fact]
    public async Task Exports_that_are_repeated_until_answered_are_counted_once_although_the_service_is_killed()
    {
        int kills = Proofs.Rounds(reduced: 3, full: 30);
        var random = new Random(Proofs.Seed);
        await using Rig rig = await Rig.StartAsync();
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "otlp-kill", ["line"]);
        using var channel = new GatewayChannel(rig.GatewayAddress, tenant.AgentSecret);
        var client = new MetricsService.MetricsServiceClient(channel.Invoker);
        using var stop = new CancellationTokenSource();
        ulong baseNs = ((ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 7200) * 1_000_000_000;
        int answered = 0;
        int repeated = 0;
        Task exporting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    ExportMetricsServiceResponse response = await client.ExportAsync(
                        Export(tenant.Circuit("line"), baseNs, answered), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
                    Assert.True(response.PartialSuccess is null, response.PartialSuccess?.ErrorMessage);
                    Interlocked.Increment(ref answered);
                }
                catch (RpcException exception) when (exception.StatusCode is not (StatusCode.InvalidArgument or StatusCode.PermissionDenied))
                {
                    Interlocked.Increment(ref repeated);
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                }
            }
        });
        for (int kill = 0; kill < kills; kill++)
        {
            int before = Volatile.Read(ref answered);
            await Until.Async("exports are answered", TimeSpan.FromSeconds(60), () => Task.FromResult(Volatile.Read(ref answered)), n => n > before + random.Next(1, 20) || exporting.IsCompleted);
            await rig.KillAndRestartAsync("ingestion");
        }

        int last = Volatile.Read(ref answered);
        await Until.Async("exports are answered", TimeSpan.FromSeconds(60), () => Task.FromResult(Volatile.Read(ref answered)), n => n > last || exporting.IsCompleted);
        await stop.CancelAsync();
        await exporting;

        float[] stored = [.. (await IngestionLog.ReadAsync(rig, tenant.AgentName)).SelectMany(r => r.Batch.Latency.LatencyUs).Order()];
        Assert.Equal(Enumerable.Range(0, answered * PointsPerExport).Select(i => 1f + i), stored);
        Assert.True(repeated > 0, "no export was lost to a kill");
        Proofs.Report("otlp-kill", $"{kills} kill -9 of ingestion under OTLP exports, {answered} exports answered, {repeated} repeated: {stored.Length} points, each in the log once");
    }

    private static ExportMetricsServiceRequest Export(string circuit, ulong baseNs, int number)
    {
        var gauge = new Gauge();
        for (int i = number * PointsPerExport; i < (number + 1) * PointsPerExport; i++)
        {
            gauge.DataPoints.Add(new NumberDataPoint
            {
                AsDouble = 1 + i,
                TimeUnixNano = baseNs + ((ulong)i * 1_000_000),
                Attributes = { new KeyValue { Key = "telecom.circuit", Value = new AnyValue { StringValue = circuit } } },
            });
        }

        return new ExportMetricsServiceRequest
        {
            ResourceMetrics =
            {
                new ResourceMetrics
                {
                    Resource = new Resource(),
                    ScopeMetrics = { new ScopeMetrics { Metrics = { new Metric { Name = "telecom.latency", Unit = "us", Gauge = gauge } } } },
                },
            },
        };
    }
}
