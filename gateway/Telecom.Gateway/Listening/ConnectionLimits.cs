using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Listening;

/// <summary>Section "Gateway:Limits": limits of connections and requests beside those of "Listen".</summary>
internal sealed class ConnectionLimits
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Limits";

    /// <summary>Most open connections of the cleartext port, HTTP/1.1 and HTTP/2 together, and of the TLS port, 1 to 1000000; default 20000. More are closed at once.</summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Longest wait for the first bytes of a cleartext connection, 100 ms to 10 min; default 30 s.</summary>
    public TimeSpan FirstBytesTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest sum of a request's headers, bytes, 1024 to 1048576; default 32768.</summary>
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Largest request body on the JSON side, bytes, 0 to 67108864; default 65536. gRPC messages are limited by their service.</summary>
    public long MaxBodyBytes { get; set; } = 64 * 1024;

    internal sealed class Validator : IValidateOptions<ConnectionLimits>
    {
        public ValidateOptionsResult Validate(string? name, ConnectionLimits options) => new OptionErrors()
            .Range("Gateway:Limits:MaxConnections", options.MaxConnections, 1, 1_000_000)
            .Range("Gateway:Limits:FirstBytesTimeout", options.FirstBytesTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
            .Range("Gateway:Limits:MaxHeaderBytes", options.MaxHeaderBytes, 1024, 1024 * 1024)
            .Range("Gateway:Limits:MaxBodyBytes", options.MaxBodyBytes, 0, 64 * 1024 * 1024)
            .ToResult();
    }
}
