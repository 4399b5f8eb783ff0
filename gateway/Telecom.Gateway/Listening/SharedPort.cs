using System.Net;

namespace Telecom.Gateway.Listening;

/// <summary>
/// One cleartext TCP port that speaks both HTTP/1.1 and HTTP/2 with prior knowledge (RFC 9113, 3.3). Without TLS there is no ALPN to
/// tell them apart, and Kestrel then serves one of them per endpoint. So Kestrel gets two endpoints, one per protocol, which share
/// this port: <see cref="SharedPortTransport"/> reads the first bytes of each connection and gives it to the endpoint that they mean.
/// Each connection is seen by Kestrel once, as it came from the socket.
/// </summary>
/// <param name="address">Address and port to listen on; port 0 lets the system choose.</param>
internal sealed class SharedPort(IPEndPoint address)
{
    /// <summary>Address and port to listen on.</summary>
    public IPEndPoint Address { get; } = address;

    /// <summary>The endpoint to give to Kestrel for one protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public EndPoint For(ClearTextProtocol protocol) => new SharedPortEndPoint(this, protocol);
}
