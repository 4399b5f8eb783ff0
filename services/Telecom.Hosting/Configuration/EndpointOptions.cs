using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Listen": where the service listens and the limits of its connections.</summary>
public sealed class EndpointOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Listen";

    /// <summary>Address, "http://host:port"; port 0 takes a free one. Default: loopback with the service's own port.</summary>
    public string Address { get; set; } = "";

    /// <summary>Most streams at once on one connection, 1 to 100000; default 1000. A gateway carries many agents on one connection.</summary>
    public int MaxStreamsPerConnection { get; set; } = 1000;

    /// <summary>Bytes that a client may send on one stream ahead of the service's reading, 65535 to 16777216; default 262144.</summary>
    public int StreamWindowBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes that a client may send on one connection ahead of the service's reading, 65535 to 67108864; default 1048576.</summary>
    public int ConnectionWindowBytes { get; set; } = 1024 * 1024;

    /// <summary>Largest message that is received, bytes, 1024 to 67108864; default 4194304.</summary>
    public int MaxReceiveMessageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Silence after which the service asks a connection whether it lives, 1 s to 1 h; default 60 s.</summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer may take before the connection counts as dead, 1 s to 5 min; default 20 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    internal sealed class Validator : IValidateOptions<EndpointOptions>
    {
        public ValidateOptionsResult Validate(string? name, EndpointOptions options) => new OptionErrors()
            .Require(IsAddress(options.Address), "Listen:Address", options.Address, "http://host:port with an IP address, \"localhost\" or \"*\" as host")
            .Range("Listen:MaxStreamsPerConnection", options.MaxStreamsPerConnection, 1, 100_000)
            .Range("Listen:StreamWindowBytes", options.StreamWindowBytes, 65_535, 16 * 1024 * 1024)
            .Range("Listen:ConnectionWindowBytes", options.ConnectionWindowBytes, 65_535, 64 * 1024 * 1024)
            .Require(
                options.ConnectionWindowBytes >= options.StreamWindowBytes,
                "Listen:ConnectionWindowBytes",
                options.ConnectionWindowBytes,
                $"at least Listen:StreamWindowBytes ({options.StreamWindowBytes})")
            .Range("Listen:MaxReceiveMessageBytes", options.MaxReceiveMessageBytes, 1024, 64 * 1024 * 1024)
            .Range("Listen:KeepAlivePingDelay", options.KeepAlivePingDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .Range("Listen:KeepAlivePingTimeout", options.KeepAlivePingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))
            .ToResult();

        private static bool IsAddress(string address)
        {
            try
            {
                BindingAddress parsed = BindingAddress.Parse(address);
                return parsed.Scheme == "http" && parsed.PathBase.Length == 0 && !parsed.IsUnixPipe && !parsed.IsNamedPipe;
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}
