using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Telecom.Benchmarks.Servers;

/// <summary>
/// A redis-server of the benchmark, set as docs/operations.md advises: append-only file, synced before each answer, nothing evicted, no
/// snapshots; rewritten seldom and without compression, which costs more than the bytes that it saves.
/// </summary>
internal static class RedisServer
{
    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="folder">Folder of its files; made.</param>
    /// <param name="port">Port of the loopback interface.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ToolMissingException">redis-server is not installed.</exception>
    public static async Task<ServerProcess> StartAsync(string folder, int port, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", "",
            "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction",
            "--rdbcompression", "no", "--auto-aof-rewrite-min-size", "1gb",
        ];
        ServerProcess server = ServerProcess.Start("redis-server", Programs.Tool("redis-server"), arguments);
        await server.WaitReadyAsync(() => PingAsync(port, cancellationToken), cancellationToken);
        return server;
    }

    private static async Task<bool> PingAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
        byte[] answer = new byte[16];
        int read = await stream.ReadAsync(answer, cancellationToken);
        return answer.AsSpan(0, read).StartsWith("+PONG"u8);
    }
}
