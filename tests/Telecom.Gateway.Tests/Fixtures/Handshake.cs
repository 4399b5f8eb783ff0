using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>An open TLS connection that speaks HTTP/1.1.</summary>
internal sealed class Handshake(SslStream stream, IReadOnlyList<string> sent) : IDisposable
{
    public string Serial { get; } = ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;

    public SslProtocols Version => stream.SslProtocol;

    /// <summary>Serial numbers of all certificates that the server sent.</summary>
    public IReadOnlyList<string> Sent { get; } = sent;

    /// <summary>Sends a request and reads the beginning of its answer; empty when the server has closed the connection.</summary>
    public async Task<string> AskAsync(string path = "/healthz/live")
    {
        using var bound = new CancellationTokenSource(Eventually.Bound);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), bound.Token);
        byte[] buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, bound.Token));
    }

    public void Dispose() => stream.Dispose();
}
