using System.Net.Sockets;
using System.Text;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>HTTP/1.1 written by hand.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes and reads until the server closes the connection.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return await ReadToEndAsync(tcp);
    }

    /// <summary>Everything until the server closes; what came before a reset, when it ends with one.</summary>
    public static async Task<string> ReadToEndAsync(TcpClient tcp)
    {
        using var bound = new CancellationTokenSource(Eventually.Bound);
        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await tcp.GetStream().ReadAsync(buffer, bound.Token)) > 0;)
            {
                _ = text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }

        return text.ToString();
    }
}
