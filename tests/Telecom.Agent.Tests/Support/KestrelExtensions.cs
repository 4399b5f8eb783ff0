using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Telecom.Agent.Tests.Support;

internal static class KestrelExtensions
{
    /// <summary>HTTP/2 without TLS on loopback.</summary>
    public static void ListenLocalhostOnly(this KestrelServerOptions kestrel, int port) =>
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
}
