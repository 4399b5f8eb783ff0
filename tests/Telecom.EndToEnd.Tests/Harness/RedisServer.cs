using System.Net.Sockets;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>A redis-server on loopback, in a folder of its own, with an append-only file.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _fsync;
    private ManagedProcess? _process;

    private RedisServer(string fsync)
    {
        _fsync = fsync;
        _folder = Directory.CreateTempSubdirectory("telecom-redis-").FullName;
        Port = Rig.FreePort();
    }

    public int Port { get; }

    public int Id => _process!.Id;

    /// <summary>Settings that lead every service to this server.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["TELECOM_Store__Engine"] = "redis",
        ["TELECOM_Store__Redis__Endpoints__0"] = $"127.0.0.1:{Port}",
    };

    /// <summary>Starts a server.</summary>
    /// <param name="fsync">"always" or "everysec".</param>
    public static async Task<RedisServer> StartAsync(string fsync = "always")
    {
        var server = new RedisServer(fsync);
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>kill -9, and the same server again on the same file.</summary>
    public async Task KillAndRestartAsync()
    {
        await _process!.KillHardAsync();
        await _process.DisposeAsync();
        await StartProcessAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartProcessAsync()
    {
        _process = ManagedProcess.Start(
            "redis-server",
            "redis-server",
            [
                "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", _fsync,
                "--maxmemory-policy", "noeviction", "--daemonize", "no",
            ],
            new Dictionary<string, string?>(),
            _folder);
        await Until.Async("redis-server answers", TimeSpan.FromSeconds(30), PingAsync, ok => ok);
    }

    private async Task<bool> PingAsync()
    {
        Assert.False(_process!.HasExited, _process.Output);
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            await using NetworkStream stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            byte[] answer = new byte[64];
            int read = await stream.ReadAsync(answer);
            return System.Text.Encoding.ASCII.GetString(answer, 0, read).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
