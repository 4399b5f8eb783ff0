using System.Net;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Stamp;
using Telecom.Agent.Uplink;
using Telecom.Sla.Domain.Names;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Telecom.Agent.Configuration;

/// <summary>Reads the agent's YAML file. All errors are found at once, each with line and column.</summary>
internal static class ConfigurationLoader
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; relative paths inside it are relative to its folder.</param>
    public static ConfigurationResult Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ConfigurationResult(null, [new ConfigurationError(0, 0, "", $"cannot be read: {exception.Message}")]);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    public static ConfigurationResult Parse(string yaml, string folder)
    {
        List<ConfigurationError> errors = [];
        AgentConfiguration? configuration = null;
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
            {
                configuration = Read(new YamlSection(root, "", errors), folder);
            }
            else
            {
                errors.Add(new ConfigurationError(1, 1, "", "must be one YAML document with a mapping of fields"));
            }
        }
        catch (YamlException exception)
        {
            errors.Add(new ConfigurationError(exception.Start.Line, exception.Start.Column, "", exception.InnerException?.Message ?? exception.Message));
        }

        return new ConfigurationResult(errors.Count == 0 ? configuration : null, [.. errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);
    }

    private static AgentConfiguration Read(YamlSection root, string folder)
    {
        string agent = root.RequiredText("agent");
        bool isAgent = ResourceName.TryParse(agent, "agents", out ResourceName? name);
        if (agent.Length > 0 && !isAgent)
        {
            root.Error("agent", $"\"{agent}\" is not customers/{{customer}}/agents/{{agent}}; an id has {ResourceName.IdRule}");
        }

        AgentConfiguration configuration = new()
        {
            Agent = agent,
            Gateway = ReadGateway(Required(root, "gateway"), folder),
            Spool = ReadSpool(Required(root, "spool"), folder),
            Batch = ReadBatch(root.Section("batch")),
            Circuits = CircuitReader.Read(root, name?.Customer),
            Reflector = ReadReflector(root.Section("reflector")),
            StatusInterval = root.Duration("statusInterval", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), Day),
        };
        root.RefuseUnknown();
        return configuration;
    }

    private static YamlSection? Required(YamlSection root, string field)
    {
        YamlSection? section = root.Section(field);
        if (section is null)
        {
            root.Error(field, "is missing, or is not a mapping of fields");
        }

        return section;
    }

    private static GatewayOptions ReadGateway(YamlSection? section, string folder)
    {
        GatewayOptions defaults = new() { Address = new Uri("http://localhost"), ApiKey = new ApiKeySource(null, null) };
        if (section is null)
        {
            return defaults;
        }

        string address = section.RequiredText("address");
        bool isAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        if (address.Length > 0 && !isAddress)
        {
            section.Error("address", $"\"{address}\" is not an http or https address");
        }

        string? keyFile = section.Text("apiKeyFile");
        string? keyVariable = section.Text("apiKeyEnvironment");
        if (keyFile is null == keyVariable is null)
        {
            section.Error("apiKeyFile", "exactly one of apiKeyFile and apiKeyEnvironment must be there; a key itself never stands in this file");
        }

        GatewayOptions options = new()
        {
            Address = isAddress && uri is not null ? uri : defaults.Address,
            ApiKey = new ApiKeySource(Resolve(keyFile, folder), keyVariable),
            CertificateAuthority = Resolve(section.Text("certificateAuthority"), folder),
            ConnectTimeout = section.Duration("connectTimeout", defaults.ConnectTimeout, 100 * Millisecond, Hour / 6),
            WelcomeTimeout = section.Duration("welcomeTimeout", defaults.WelcomeTimeout, 100 * Millisecond, Hour / 6),
            ReconnectInitial = section.Duration("reconnectInitial", defaults.ReconnectInitial, 10 * Millisecond, Hour),
            ReconnectMaximum = section.Duration("reconnectMaximum", defaults.ReconnectMaximum, 10 * Millisecond, Day),
            RefusedRetry = section.Duration("refusedRetry", defaults.RefusedRetry, 10 * Millisecond, Day),
            StopWait = section.Duration("stopWait", defaults.StopWait, TimeSpan.Zero, Hour),
            FinishWait = section.Duration("finishWait", defaults.FinishWait, 100 * Millisecond, Hour / 6),
        };
        if (options.ReconnectMaximum < options.ReconnectInitial)
        {
            section.Error("reconnectMaximum", "must not be below reconnectInitial");
        }

        section.RefuseUnknown();
        return options;
    }

    private static SpoolOptions ReadSpool(YamlSection? section, string folder)
    {
        SpoolOptions defaults = new() { Directory = "" };
        if (section is null)
        {
            return defaults;
        }

        long maxBytes = section.Number("maxMegabytes", defaults.MaxBytes >> 20, 1, 1 << 20) << 20;
        SpoolOptions options = new()
        {
            Directory = Resolve(section.RequiredText("directory"), folder) ?? "",
            MaxBytes = maxBytes,
            SegmentBytes = Math.Clamp(maxBytes / 128, 64 << 10, 64 << 20),
            Fsync = section.Choice("fsync", defaults.Fsync, ("batch", FsyncPolicy.Batch), ("never", FsyncPolicy.Never)),
            KeepAcknowledged = section.Duration("keepAcknowledged", defaults.KeepAcknowledged, TimeSpan.Zero, 7 * Day),
            RejectedBytes = section.Number("rejectedMegabytes", defaults.RejectedBytes >> 20, 1, 1 << 20) << 20,
            RetryBytes = section.Number("retryMegabytes", defaults.RetryBytes >> 20, 1, 1 << 20) << 20,
            RetryDelay = section.Duration("retryDelay", defaults.RetryDelay, 100 * Millisecond, Day),
            RetryLongestDelay = section.Duration("retryLongestDelay", defaults.RetryLongestDelay, 100 * Millisecond, Day),
            RetryMaxAge = section.Duration("retryMaxAge", defaults.RetryMaxAge, TimeSpan.Zero, 365 * Day),
        };
        if (options.RetryLongestDelay < options.RetryDelay)
        {
            section.Error("retryLongestDelay", "must not be below retryDelay");
        }

        section.RefuseUnknown();
        return options;
    }

    private static BatchOptions ReadBatch(YamlSection? section)
    {
        BatchOptions defaults = new();
        if (section is null)
        {
            return defaults;
        }

        BatchOptions options = new()
        {
            Flush = section.Duration("flush", defaults.Flush, 10 * Millisecond, TimeSpan.FromMinutes(1)),
            MaxSamples = (int)section.Number("maxSamples", defaults.MaxSamples, 1, 100_000),
            BufferSamples = (int)section.Number("bufferSamples", defaults.BufferSamples, 100, 10_000_000),
            SuspectStep = section.Duration("suspectStep", defaults.SuspectStep, Millisecond, TimeSpan.FromHours(1)),
        };
        if (options.BufferSamples < options.MaxSamples)
        {
            section.Error("bufferSamples", "must not be below maxSamples");
        }

        section.RefuseUnknown();
        return options;
    }

    private static ReflectorOptions? ReadReflector(YamlSection? section)
    {
        if (section is null)
        {
            return null;
        }

        List<IPEndPoint> listen = [];
        foreach (string text in section.Texts("listen"))
        {
            if (IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && EndPoints.NamesPort(text))
            {
                listen.Add(endPoint);
            }
            else
            {
                section.Error("listen", $"\"{text}\" is not an address and a port, such as 0.0.0.0:862 or [::]:862");
            }
        }

        if (listen.Count == 0)
        {
            section.Error("listen", "at least one address and port must be there");
        }

        List<IPNetwork> allow = [];
        foreach (string text in section.Texts("allow"))
        {
            if (IPNetwork.TryParse(text, out IPNetwork network))
            {
                allow.Add(network);
            }
            else
            {
                section.Error("allow", $"\"{text}\" is not a network such as 192.0.2.0/24 or 2001:db8::/32");
            }
        }

        ReflectorOptions defaults = new() { Listen = listen };
        ReflectorOptions options = defaults with
        {
            Stateful = section.Choice("mode", false, ("stateless", false), ("stateful", true)),
            Timestamps = section.Choice("timestamps", TimestampFormat.Ntp, ("ntp", TimestampFormat.Ntp), ("ptp", TimestampFormat.Ptp)),
            Allow = allow,
            MaxSessions = (int)section.Number("maxSessions", defaults.MaxSessions, 1, 1_000_000),
            SessionTimeout = section.Duration("sessionTimeout", defaults.SessionTimeout, TimeSpan.FromSeconds(1), Day),
        };
        section.RefuseUnknown();
        return options;
    }

    private static string? Resolve(string? path, string folder) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, folder);
}
