using Telecom.Ingestion.Otlp;
using Telecom.Ingestion.Otlp.Mapping;
using Telecom.Ingestion.Otlp.Points;
using static Telecom.Ingestion.Tests.Otlp.Exports;

namespace Telecom.Ingestion.Tests.Otlp;

public sealed class MappingTests
{
    private const string Host = "customers/acme/circuits/c-10-0-0-1";

    [Fact]
    public void Telegraf_ping_gives_delay_and_loss_of_each_run()
    {
        (string, string)[] tags = [("url", "10.0.0.1"), ("host", "probe-1")];
        MappedRequest mapped = new MapperRig(null, Host).Map(
            Gauge("ping_average_response_ms", "", Number(23.066, 1, null, tags)),
            Gauge("ping_maximum_response_ms", "", Number(24.64, 1, null, tags)),
            Gauge("ping_packets_transmitted", "", Number(5, 1, null, tags)),
            Gauge("ping_packets_received", "", Number(4, 1, null, tags)),
            Gauge("ping_percent_packet_loss", "", Number(20, 1, null, tags)),
            Gauge("ping_result_code", "", Number(0, 1, null, tags)));
        Assert.Equal("", mapped.Message());
        Assert.Equal(2, mapped.Ignored);
        Assert.Equal(23_066f, Assert.Single(mapped.Samples, s => s.Kind == SampleKind.Latency).LatencyUs);
        DoorSample loss = Assert.Single(mapped.Samples, s => s.Kind == SampleKind.Loss);
        Assert.Equal((Host, 5u, 1u, 3), (loss.Circuit, loss.Sent, loss.Lost, loss.Keys.Count));
    }

    [Theory]
    [InlineData("ping.", "ping.loss.ratio")]
    [InlineData("ping_", "ping_loss_ratio")]
    public void The_icmpcheck_receiver_gives_a_delay_for_each_answer_and_the_loss_of_each_run(string prefix, string ratio)
    {
        (string, string)[] peer = [("net.peer.ip", "192.0.2.7"), ("net.peer.name", "core")];
        MappedRequest mapped = new MapperRig().Map(
            Gauge(prefix + "rtt", "ms", Number(10, 1, null, peer), Number(11, 1.2, null, peer)), Gauge(ratio, "", Number(0.3333333, 1.5, null, peer)));
        Assert.Equal("", mapped.Message());
        Assert.Equal([10_000f, 11_000f], mapped.Samples.Where(s => s.Kind == SampleKind.Latency).Select(s => s.LatencyUs));
        DoorSample loss = Assert.Single(mapped.Samples, s => s.Kind == SampleKind.Loss);
        Assert.Equal((3u, 1u), (loss.Sent, loss.Lost));
    }

    [Fact]
    public void The_blackbox_exporter_gives_the_round_trip_of_a_ping_rather_than_the_duration_of_the_probe()
    {
        (string, string)[] target = [("instance", "core")];
        MappedRequest mapped = new MapperRig().Map(
            Gauge("probe_duration_seconds", "", Number(0.5, 1, null, target)),
            Gauge("probe_icmp_duration_seconds", "", Number(0.3, 1, null, [.. target, ("phase", "resolve")]), Number(0.02, 1, null, [.. target, ("phase", "rtt")])),
            Gauge("probe_success", "", Number(1, 1, null, target)),
            Gauge("probe_dns_lookup_time_seconds", "", Number(0.1, 1, null, target)));
        Assert.Equal("", mapped.Message());
        Assert.Equal(20_000f, Assert.Single(mapped.Samples, s => s.Kind == SampleKind.Latency).LatencyUs);
        DoorSample loss = Assert.Single(mapped.Samples, s => s.Kind == SampleKind.Loss);
        Assert.Equal((1u, 0u), (loss.Sent, loss.Lost));
    }

    [Fact]
    public void A_probe_that_failed_is_loss_and_never_a_delay()
    {
        (string, string)[] target = [("instance", "core")];
        MappedRequest mapped = new MapperRig().Map(
            Gauge("probe_icmp_duration_seconds", "", Number(0, 1, null, [.. target, ("phase", "rtt")])),
            Gauge("probe_duration_seconds", "", Number(5, 1, null, target)),
            Gauge("probe_success", "", Number(0, 1, null, target)));
        DoorSample loss = Assert.Single(mapped.Samples);
        Assert.Equal((SampleKind.Loss, 1u, 1u), (loss.Kind, loss.Sent, loss.Lost));
    }

    [Fact]
    public void Rules_of_the_configuration_go_before_presets_and_aliases_name_circuits()
    {
        OtlpOptions options = new()
        {
            Circuits = { ["10.0.0.1"] = "edge" },
            Mappings =
            [
                new OtlpMapping { Metric = "ping_average_response_ms", As = "ignore" },
                new OtlpMapping { Metric = "my.rtt.*", As = "latency", Unit = "us", Circuit = "{resource:host.name|peer}", Where = { ["dir"] = "out" } },
                new OtlpMapping { Metric = "my.loss", As = "loss-ratio", Unit = "%", Packets = 20, Circuit = "{peer}" },
            ],
        };
        (string, string)[] peer = [("peer", "10.0.0.1"), ("dir", "out")];
        MappedRequest mapped = new MapperRig(options, "customers/acme/circuits/probe-1").Map(
            Gauge("ping_average_response_ms", "", Number(1, 1, null, ("url", "10.0.0.1"))),
            Gauge("my.rtt.a", "", Number(700, 1, null, peer), Number(800, 1, null, ("peer", "10.0.0.1"), ("dir", "in"))),
            Gauge("my.loss", "", Number(10, 1, null, peer)));
        Assert.Equal((1L, 1L), (mapped.Ignored, mapped.Rejected));
        Assert.Equal(
            [("customers/acme/circuits/probe-1", 700f, 0u), ("customers/acme/circuits/edge", 0f, 2u)],
            mapped.Samples.OrderBy(s => s.Kind).Select(s => (s.Circuit, s.LatencyUs, s.Lost)));
    }

    [Fact]
    public void A_mapping_file_is_read_and_everything_wrong_in_it_is_reported_with_its_line()
    {
        List<string> errors = [];
        MappingDocument document = MappingFile.Parse(
            """
            presets: [telegraf-ping]
            circuits: { "10.0.0.1": core }
            mappings:
              - metric: my.rtt
                as: latency
                unit: ms
                where: { phase: rtt }
                priority: 2
            """,
            "map.yaml",
            errors);
        Assert.Empty(errors);
        Assert.Equal(("my.rtt", "latency", "ms", "rtt", 2), (
            document.Mappings[0].Metric, document.Mappings[0].As, document.Mappings[0].Unit, document.Mappings[0].Where["phase"], document.Mappings[0].Priority));
        Assert.Equal(["telegraf-ping"], document.Presets);
        Assert.Equal("core", document.Circuits["10.0.0.1"]);

        MappingFile.Parse("mappings:\n  - metrik: x\n    packets: many\n    as: [1]\npreset: no\n", "map.yaml", errors);
        Assert.Equal(["line 2", "line 3", "line 4", "line 5"], errors.Select(e => e.Split(": ")[0].Split(", ")[1]).Order());
        errors.Clear();
        MappingFile.Parse("mappings: [", "map.yaml", errors);
        Assert.Contains("not YAML", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        OtlpOptions options = new()
        {
            MaxDataPoints = 0,
            MaxBucketError = 2,
            Presets = ["nagios"],
            Circuits = { ["x"] = "NOT AN ID" },
            Mappings = [new OtlpMapping { Metric = "a*b", As = "delay", Circuit = "{open", Packets = -1 }, new OtlpMapping { Metric = "m", As = "latency", Unit = "By" }],
            MappingFile = "there-is-no-such-file.yaml",
        };
        IEnumerable<string> failures = new OtlpOptionsValidator().Validate(null, options).Failures ?? [];
        Assert.All(
            (string[])
            [
                "MaxDataPoints", "MaxBucketError", "Presets is \"nagios\"", "Circuits:x", "Mappings:0:Metric", "Mappings:0:As", "Mappings:0:Circuit",
                "Mappings:0:Packets", "Mappings:1:Unit", "there-is-no-such-file.yaml",
            ],
            expected => Assert.Contains(failures, f => f.Contains(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_preset_compiles() => Assert.All(OtlpPresets.Names, preset =>
    {
        List<string> errors = [];
        MappingTable table = MappingTable.Build(errors, ("test", new MappingDocument([preset], new Dictionary<string, string>(), [])));
        Assert.Empty(errors);
        Assert.True(table.Count > 0);
    });
}
