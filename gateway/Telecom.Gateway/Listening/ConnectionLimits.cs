using Microsoft.AspNetCore.Server.Kestrel.Core;
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

    /// <summary>Longest time for the headers of a request, 1 s to 5 min; default 30 s.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection without a request is kept, 1 s to 1 h; default 130 s.</summary>
    public TimeSpan IdleConnectionTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// Largest sum of a request's header names and values, bytes, 1024 to 524288; default 32768. More is answered with 431; a connection that
    /// sends twice as much in one request is closed.
    /// </summary>
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Most headers of a request, 10 to 1000; default 100. More are answered as too many bytes are.</summary>
    public int MaxHeaders { get; set; } = 100;

    /// <summary>Bytes of the table in which HTTP/2 remembers a connection's headers, 0 to 65536; default 4096.</summary>
    public int HeaderTableBytes { get; set; } = 4096;

    /// <summary>Largest request body on the JSON side, bytes, as sent and inflated, 0 to 67108864; default 65536. gRPC messages are limited by their service.</summary>
    public long MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Slowest body of a request on the JSON side, bytes per second, 0 (any) to 1048576; default 240. Streams of gRPC may pause.</summary>
    public int MinRequestBytesPerSecond { get; set; } = 240;

    /// <summary>
    /// Slowest reading of an answer on HTTP/1.1, bytes per second, 0 (any) to 1048576; default 1024. It is an average: what the system's
    /// buffers took at once counts as time in hand. On HTTP/2 an answer that is not read stops by flow control instead.
    /// </summary>
    public int MinResponseBytesPerSecond { get; set; } = 1024;

    /// <summary>How long a body or an answer may be slower than that, 2 s to 5 min; default 10 s.</summary>
    public TimeSpan RateGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gives the limits to the server.</summary>
    /// <param name="server">The server's limits.</param>
    public void ApplyTo(KestrelServerLimits server)
    {
        // The shared port counts its two protocols together; this is for the TLS port.
        server.MaxConcurrentConnections = MaxConnections;
        server.KeepAliveTimeout = IdleConnectionTimeout;
        server.RequestHeadersTimeout = HeadersTimeout;
        server.MaxRequestBodySize = MaxBodyBytes;
        server.MinRequestBodyDataRate = Rate(MinRequestBytesPerSecond);

        // For HTTP/2 the server knows one rate for all, and would count a stream that waits for its window as a slow reader.
        server.MinResponseDataRate = null;
        server.Http2.HeaderTableSize = HeaderTableBytes;

        // The server answers too many headers without a body, and on HTTP/2 by closing the connection, with the calls of others on it.
        // So it gets twice the limit, and what lies between is answered as all else is.
        server.MaxRequestHeadersTotalSize = 2 * MaxHeaderBytes;
        server.Http2.MaxRequestHeaderFieldSize = 2 * MaxHeaderBytes;
        server.MaxRequestHeaderCount = 2 * MaxHeaders;
    }

    /// <summary>The slowest reading of an answer on HTTP/1.1; null for any.</summary>
    public MinDataRate? ResponseRate() => Rate(MinResponseBytesPerSecond);

    private MinDataRate? Rate(int bytesPerSecond) => bytesPerSecond > 0 ? new MinDataRate(bytesPerSecond, RateGrace) : null;

    internal sealed class Validator : IValidateOptions<ConnectionLimits>
    {
        public ValidateOptionsResult Validate(string? name, ConnectionLimits options) => new OptionErrors()
            .Range("Gateway:Limits:MaxConnections", options.MaxConnections, 1, 1_000_000)
            .Range("Gateway:Limits:FirstBytesTimeout", options.FirstBytesTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
            .Range("Gateway:Limits:HeadersTimeout", options.HeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))
            .Range("Gateway:Limits:IdleConnectionTimeout", options.IdleConnectionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .Range("Gateway:Limits:MaxHeaderBytes", options.MaxHeaderBytes, 1024, 512 * 1024)
            .Range("Gateway:Limits:MaxHeaders", options.MaxHeaders, 10, 1000)
            .Range("Gateway:Limits:HeaderTableBytes", options.HeaderTableBytes, 0, 64 * 1024)
            .Range("Gateway:Limits:MaxBodyBytes", options.MaxBodyBytes, 0, 64 * 1024 * 1024)
            .Range("Gateway:Limits:MinRequestBytesPerSecond", options.MinRequestBytesPerSecond, 0, 1024 * 1024)
            .Range("Gateway:Limits:MinResponseBytesPerSecond", options.MinResponseBytesPerSecond, 0, 1024 * 1024)
            .Range("Gateway:Limits:RateGrace", options.RateGrace, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5))
            .ToResult();
    }
}
