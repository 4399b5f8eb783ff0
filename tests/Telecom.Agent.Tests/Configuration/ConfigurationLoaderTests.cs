using System.Net;
using Telecom.Agent.Configuration;
using Telecom.Agent.Probing;
using Telecom.Agent.Spooling;

namespace Telecom.Agent.Tests.Configuration;

public class ConfigurationLoaderTests
{
    private const string Smallest = """
        agent: customers/acme/agents/edge-1
        gateway: { address: "http://127.0.0.1:8080", apiKeyEnvironment: KEY }
        spool: { directory: spool }
        circuits:
          - { circuit: customers/acme/circuits/a, target: "192.0.2.1:862" }
        """;

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        AgentConfiguration configuration = Good(Smallest);
        CircuitOptions circuit = configuration.Circuits.Single();
        Assert.Equal(ProbeMethodKind.Stamp, circuit.Method);
        Assert.Equal(new ProbeTarget("192.0.2.1", 862), circuit.Target);
        Assert.Equal(TimeSpan.FromSeconds(2), circuit.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(1), circuit.Cadence);
        Assert.Equal("/etc/agent/spool", configuration.Spool.Directory);
        Assert.Equal(FsyncPolicy.Batch, configuration.Spool.Fsync);
        Assert.Equal(TimeSpan.FromSeconds(1), configuration.Batch.Flush);
        Assert.Null(configuration.Reflector);
    }

    [Fact]
    public void The_example_file_is_good_and_uses_only_fields_that_exist()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "services", "Telecom.Agent", "agent.example.yaml")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string text = File.ReadAllText(Path.Combine(folder ?? RepositoryRoot(), "services", "Telecom.Agent", "agent.example.yaml"));
        AgentConfiguration configuration = Good(text);
        Assert.Equal([ProbeMethodKind.Stamp, ProbeMethodKind.Icmp], configuration.Circuits.Select(c => c.Method));
        Assert.Equal("eth0", configuration.Circuits[0].Interface);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 8620)], configuration.Reflector?.Listen);

        // What the example states as defaults are the defaults.
        Assert.Equal(new SpoolOptions { Directory = configuration.Spool.Directory }, configuration.Spool);
        Assert.Equal(new Telecom.Agent.Samples.BatchOptions(), configuration.Batch);
    }

    [Fact]
    public void Every_error_is_reported_at_once_with_its_place()
    {
        const string Yaml = """
            agent: customers/acme/probes/edge-1
            gateway:
              address: ftp://x
              apiKeyFile: a
              apiKeyEnvironment: B
              reconnectInitial: 2m
              retries: 5
            spool:
              directory: s
              fsync: sometimes
              maxMegabytes: 0
            circuits:
              - circuit: customers/acme/circuits/UPPER
                target: 192.0.2.1
                cadence: 1ms
              - circuit: customers/acme/circuits/b
                method: icmp
                target: 192.0.2.1:862
                timeout: 5 seconds
              - circuit: customers/acme/circuits/b
                method: none
                colour: red
              - just text
            reflector:
              listen: 127.0.0.1
              allow: [10.0.0.0/40]
            unknown: 1
            """;
        ConfigurationResult result = ConfigurationLoader.Parse(Yaml, "/");
        Assert.Null(result.Configuration);
        (string Path, long Line)[] expected =
        [
            ("agent", 1),
            ("gateway.address", 3),
            ("gateway.apiKeyFile", 4),
            ("gateway.reconnectMaximum", 3),
            ("gateway.retries", 7),
            ("spool.fsync", 10),
            ("spool.maxMegabytes", 11),
            ("circuits[0].circuit", 13),
            ("circuits[0].target", 14),
            ("circuits[0].cadence", 15),
            ("circuits[1].target", 18),
            ("circuits[1].timeout", 19),
            ("circuits[2].circuit", 20),
            ("circuits[2].method", 21),
            ("circuits[2].colour", 22),
            ("circuits[3]", 23),
            ("reflector.listen", 25),
            ("reflector.allow", 26),
            ("unknown", 27),
        ];
        Assert.Equal(expected.Select(e => e.Path).Order(StringComparer.Ordinal), result.Errors.Select(e => e.Path).Distinct().Order(StringComparer.Ordinal));
        foreach ((string path, long line) in expected)
        {
            Assert.Contains(result.Errors, e => e.Path == path && e.Line == line && e.Column >= 1);
        }
    }

    [Theory]
    [InlineData("", "one YAML document")]
    [InlineData("- a", "one YAML document")]
    [InlineData("agent: [", "")]
    [InlineData("agent: a\nagent: b", "")]
    public void A_text_that_is_no_document_is_one_error(string yaml, string message)
    {
        ConfigurationError error = Assert.Single(ConfigurationLoader.Parse(yaml, "/").Errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circuit_of_another_customer_is_refused()
    {
        ConfigurationError error = Assert.Single(
            ConfigurationLoader.Parse(Smallest.Replace("customers/acme/circuits", "customers/other/circuits", StringComparison.Ordinal), "/").Errors);
        Assert.Contains("another customer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stamp", "[2001:db8::1]:862", "2001:db8::1", 862)]
    [InlineData("stamp", "probe.example.net:8620", "probe.example.net", 8620)]
    [InlineData("stamp", "default-gateway:862", "default-gateway", 862)]
    [InlineData("icmp", "default-gateway", "default-gateway", 0)]
    [InlineData("icmp", "2001:db8::1", "2001:db8::1", 0)]
    public void Targets_are_hosts_with_a_port_where_the_protocol_has_one(string method, string target, string host, int port)
    {
        string yaml = Smallest.Replace("target: \"192.0.2.1:862\"", $"method: {method}, target: \"{target}\"", StringComparison.Ordinal);
        Assert.Equal(new ProbeTarget(host, port), Good(yaml).Circuits.Single().Target);
    }

    [Theory]
    [InlineData("stamp", "192.0.2.1")]
    [InlineData("stamp", "192.0.2.1:0")]
    [InlineData("stamp", "192.0.2.1:65536")]
    [InlineData("stamp", "2001:db8::1:862")]
    [InlineData("stamp", "256.1.1.1:862")]
    [InlineData("icmp", "probe.example.net:7")]
    [InlineData("icmp", "a b")]
    public void Other_targets_are_refused(string method, string target)
    {
        string yaml = Smallest.Replace("target: \"192.0.2.1:862\"", $"method: {method}, target: \"{target}\"", StringComparison.Ordinal);
        Assert.Equal("circuits[0].target", Assert.Single(ConfigurationLoader.Parse(yaml, "/").Errors).Path);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("5m", 300_000)]
    [InlineData("6h", 21_600_000)]
    [InlineData("7d", 604_800_000)]
    public void Durations_are_a_number_and_a_unit(string text, double milliseconds)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1.2.3s")]
    [InlineData("999999999999d")]
    public void Other_texts_are_no_durations(string text) => Assert.False(Durations.TryParse(text, out _));

    private static AgentConfiguration Good(string yaml)
    {
        ConfigurationResult result = ConfigurationLoader.Parse(yaml, "/etc/agent");
        Assert.Empty(result.Errors);
        return result.Configuration ?? throw new InvalidOperationException();
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
