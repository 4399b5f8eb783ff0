using System.Diagnostics.Metrics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests;

/// <summary>Stock OpenTelemetry SDKs export known values through the gateway; the log has each of them once.</summary>
[Collection(SharedRigCollection.Name)]
public sealed class OtlpSdkTests(RigFixture fixture)
{
    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task JavaScript_over_gRPC_with_gzip_and_delta_sums() => JavaScriptAsync("grpc", "delta", "gzip");

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task JavaScript_over_gRPC_with_cumulative_sums() => JavaScriptAsync("grpc", "cumulative", "none");

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task JavaScript_over_HTTP_with_JSON() => JavaScriptAsync("http", "delta", "none");

    [NeedsFact(NeedsFactAttribute.Need.Node)]
    public Task JavaScript_over_HTTP_with_protobuf_gzip_and_cumulative_sums() => JavaScriptAsync("proto", "cumulative", "gzip");

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, MetricReaderTemporalityPreference.Delta)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, MetricReaderTemporalityPreference.Cumulative)]
    public async Task The_dotnet_SDK_exports_every_kind(OtlpExportProtocol protocol, MetricReaderTemporalityPreference temporality)
    {
        Rig rig = fixture.Rig;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, $"otlp-net-{protocol}".ToLowerInvariant(), ["line"]);
        string path = protocol == OtlpExportProtocol.Grpc ? "" : "/v1/metrics";
        using OtlpMetricExporter exporter = new(new OtlpExporterOptions
        {
            Endpoint = new Uri(rig.GatewayAddress + path),
            Protocol = protocol,
            Headers = $"authorization=Bearer {tenant.AgentSecret}",
        });
        using PeriodicExportingMetricReader reader = new(exporter, int.MaxValue) { TemporalityPreference = temporality };
        using Meter numbers = new($"numbers-{protocol}");
        using Meter explicitly = new($"explicit-{protocol}");
        using Meter exponentially = new($"exponential-{protocol}");
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(numbers.Name, explicitly.Name, exponentially.Name)
            .AddView(instrument => instrument.Meter.Name == exponentially.Name ? new Base2ExponentialBucketHistogramConfiguration() : null)
            .AddReader(reader)
            .Build();
        KeyValuePair<string, object?> circuit = new("telecom.circuit", tenant.Circuit("line"));
        Gauge<double> gauge = numbers.CreateGauge<double>("telecom.latency", "ms");
        Counter<long> sent = numbers.CreateCounter<long>("telecom.packets.sent", "{packet}");
        Counter<long> lost = numbers.CreateCounter<long>("telecom.packets.lost", "{packet}");
        Histogram<double> wide = explicitly.CreateHistogram<double>("telecom.latency", "ms");
        Histogram<double> fine = exponentially.CreateHistogram<double>("telecom.latency", "ms");
        for (int round = 1; round <= 2; round++)
        {
            gauge.Record(12.5 * round, circuit);
            sent.Add(100 * round, circuit);
            lost.Add(3 * round, circuit);
            for (int i = 1; i <= 20 * round; i++)
            {
                fine.Record(i, circuit);
                if (i <= 10 * round)
                {
                    wide.Record(i, circuit);
                }
            }

            Assert.True(provider.ForceFlush(30_000));
        }

        Check(await IngestionLog.ReadAsync(rig, tenant.AgentName), temporality == MetricReaderTemporalityPreference.Delta);
    }

    private async Task JavaScriptAsync(string form, string temporality, string compression)
    {
        Rig rig = fixture.Rig;
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, $"otlp-js-{form}-{temporality}", ["line"]);
        await using ManagedProcess node = ManagedProcess.Start(
            $"opentelemetry-{form}",
            "node",
            [
                Path.Combine(Paths.Root, "tests", "interop", "otlp.mjs"), form, rig.GatewayAddress, tenant.AgentSecret, tenant.Circuit("line"), temporality, compression, "1",
            ],
            new Dictionary<string, string?>(),
            Paths.Root);
        int code = await node.WaitForExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(code == 0, node.Output);
        string[] told = [.. JsonDocument.Parse(node.Output.Split('\n')[^1]).RootElement.GetProperty("told").EnumerateArray().Select(t => t.GetString() ?? "")];
        Assert.DoesNotContain(told, t => t.StartsWith("error", StringComparison.Ordinal));

        // The counter that no rule takes is rejected, and the client hears of it; the rest of the export counts.
        Assert.Contains(told, t => t.Contains("artial", StringComparison.Ordinal) && t.Contains("stranger", StringComparison.Ordinal));
        Check(await IngestionLog.ReadAsync(rig, tenant.AgentName), temporality == "delta");
    }

    private static void Check(IReadOnlyList<LogRecord> records, bool delta)
    {
        Assert.Equal([12_500f, 25_000f], records.SelectMany(r => r.Batch.Latency?.LatencyUs ?? []).Distinct().Order());
        (uint, uint)[] loss = [.. records.SelectMany(r => r.Batch.Loss is { } l ? l.Sent.Zip(l.Lost) : []).Order()];
        Assert.Equal(delta ? [(100u, 3u), (200u, 6u)] : [(200u, 6u)], loss);
        ulong[] counts = [.. records.Select(r => r.Batch.Distribution).OfType<DistributionTable>().SelectMany(CountsOf).Order()];
        Assert.Equal(delta ? [10UL, 20, 20, 40] : [20UL, 40], counts);
        DistributionTable[] tables = [.. records.Select(r => r.Batch.Distribution).OfType<DistributionTable>()];
        Assert.All(tables.SelectMany(t => t.Max), max => Assert.InRange(max, 9_000_000UL, 45_000_000UL));
    }

    private static IEnumerable<ulong> CountsOf(DistributionTable table)
    {
        int start = 0;
        for (int row = 0; row < table.Circuit.Count; row++)
        {
            int buckets = (int)table.Buckets[row];
            yield return table.ZeroCount[row] + table.Counts.Skip(start).Take(buckets).Aggregate(0UL, (a, b) => a + b);
            start += buckets;
        }
    }
}
