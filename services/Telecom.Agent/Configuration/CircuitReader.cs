using System.Globalization;
using System.Net;
using Telecom.Agent.Probing;
using Telecom.Agent.Stamp;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Configuration;

/// <summary>Reads the list of circuits.</summary>
internal static class CircuitReader
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestCadence = TimeSpan.FromHours(1);

    /// <summary>Reads them.</summary>
    /// <param name="root">The document.</param>
    /// <param name="customer">Id of the agent's customer; null when the agent's name is wrong already.</param>
    public static List<CircuitOptions> Read(YamlSection root, string? customer)
    {
        List<CircuitOptions> circuits = [];
        foreach (YamlSection section in root.Sections("circuits"))
        {
            CircuitOptions circuit = ReadOne(section, customer);
            if (circuit.Circuit.Length > 0 && circuits.Any(c => c.Circuit == circuit.Circuit))
            {
                section.Error("circuit", $"{circuit.Circuit} stands in the list already; its packets would be counted twice");
            }

            circuits.Add(circuit);
            section.RefuseUnknown();
        }

        if (circuits.Count == 0)
        {
            root.Error("circuits", "at least one circuit must be there");
        }

        return circuits;
    }

    private static CircuitOptions ReadOne(YamlSection section, string? customer)
    {
        string name = section.RequiredText("circuit");
        bool isName = ResourceName.TryParse(name, "circuits", out ResourceName? parsed);
        if (name.Length > 0 && !isName)
        {
            section.Error("circuit", $"\"{name}\" is not customers/{{customer}}/circuits/{{circuit}}; an id has {ResourceName.IdRule}");
        }
        else if (parsed is not null && customer is not null && parsed.Customer != customer)
        {
            section.Error("circuit", $"{name} belongs to another customer than the agent (customers/{customer}); its samples would be refused");
        }

        CircuitOptions defaults = new() { Circuit = name };
        ProbeMethodKind method = section.Choice(
            "method", defaults.Method, ("stamp", ProbeMethodKind.Stamp), ("icmp", ProbeMethodKind.Icmp), ("none", ProbeMethodKind.None));
        CircuitOptions circuit = defaults with
        {
            Method = method,
            Target = ReadTarget(section, method),
            Source = ReadSource(section),
            Cadence = section.Duration("cadence", defaults.Cadence, Minimum, LongestCadence),
            Timeout = section.Duration("timeout", defaults.Timeout, Minimum, LongestTimeout),
            Timestamps = section.Choice("timestamps", defaults.Timestamps, ("ntp", TimestampFormat.Ntp), ("ptp", TimestampFormat.Ptp)),
            Interface = ReadInterface(section),
            Direction = section.Choice(
                "direction",
                defaults.Direction,
                ("busier", TrafficDirection.Busier),
                ("receive", TrafficDirection.Receive),
                ("transmit", TrafficDirection.Transmit)),
            InterfaceCadence = section.Duration("interfaceCadence", defaults.InterfaceCadence, TimeSpan.FromMilliseconds(100), LongestCadence),
        };
        if (method == ProbeMethodKind.None && circuit.Interface is null)
        {
            section.Error("method", "with method none nothing would be measured; name an interface, or choose stamp or icmp");
        }

        return circuit;
    }

    private static ProbeTarget? ReadTarget(YamlSection section, ProbeMethodKind method)
    {
        string? text = section.Text("target");
        if (method == ProbeMethodKind.None)
        {
            if (text is not null)
            {
                section.Error("target", "must not be there with method none");
            }

            return null;
        }

        if (text is null)
        {
            section.Error("target", "is missing");
            return null;
        }

        ProbeTarget? target = method == ProbeMethodKind.Icmp ? HostOnly(text) : HostAndPort(text);
        if (target is null)
        {
            section.Error("target", method == ProbeMethodKind.Icmp
                ? $"\"{text}\" is not a host: an address, a name or {ProbeTarget.DefaultGateway}, without a port"
                : $"\"{text}\" is not a host and a port, such as 192.0.2.1:862, [2001:db8::1]:862 or probe.example.net:862");
        }

        return target;
    }

    private static ProbeTarget? HostOnly(string text) =>
        IPAddress.TryParse(text.Trim('[', ']'), out IPAddress? address) ? new ProbeTarget(address.ToString(), 0)
            : IsName(text) ? new ProbeTarget(text, 0) : null;

    private static ProbeTarget? HostAndPort(string text)
    {
        int colon = text.LastIndexOf(':');
        if (!EndPoints.NamesPort(text)
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < 1 or > 65_535)
        {
            return null;
        }

        string host = text[..colon];
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        return IPAddress.TryParse(bracketed ? host[1..^1] : host, out IPAddress? address) ? new ProbeTarget(address.ToString(), port)
            : !bracketed && IsName(host) ? new ProbeTarget(host, port) : null;
    }

    private static bool IsName(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns && !text.All(c => char.IsAsciiDigit(c) || c == '.');

    private static IPAddress? ReadSource(YamlSection section)
    {
        if (section.Text("source") is not { } text)
        {
            return null;
        }

        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            section.Error("source", $"\"{text}\" is not an address");
        }

        return address;
    }

    private static string? ReadInterface(YamlSection section)
    {
        string? text = section.Text("interface");
        if (text is not null && (text.Length > 15 || text.Any(c => c is '/' or ':' || char.IsWhiteSpace(c))))
        {
            section.Error("interface", $"\"{text}\" is not the name of an interface: at most 15 characters, no '/', ':' or blank");
        }

        return text;
    }
}
