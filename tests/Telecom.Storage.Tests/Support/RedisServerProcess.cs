using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Telecom.Storage.Tests.Support;

/// <summary>
/// A redis-server of this test's own: on loopback, in a temporary folder with an append-only file, killed by its process id. It can be
/// stopped, killed and started again on the same port and folder.
/// </summary>
public sealed class RedisServerProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string[] _settings;
    private Process? _process;

    private RedisServerProcess(int port, string[] settings)
    {
        Port = port;
        _settings = settings;
    }

    public int Port { get; }

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    public string Folder => _folder.Path;

    /// <summary>Null when redis-server is installed, else why not.</summary>
    public static string? WhyNot() => Tool.WhyNot("redis-server", "--version");

    /// <summary>Starts a server that syncs its append-only file at every write, unless the settings say otherwise.</summary>
    public static async Task<RedisServerProcess> StartAsync(params string[] settings)
    {
        RedisServerProcess server = new(FreePort(), settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it (again) and waits until it has loaded what it had.</summary>
    public async Task StartAsync()
    {
        Launch();
        await Eventually.TrueAsync(IsReady, $"redis-server on port {Port} answers");
    }

    /// <summary>Starts it without waiting.</summary>
    public void Launch()
    {
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder, "--save", "", "--appendonly", "yes",
            "--appendfsync", "always", "--logfile", Path.Combine(Folder, "redis.log"), .. _settings,
        ];
        _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Stops it in its tracks (SIGSTOP).</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Thaw() => Signal("CONT");

    public object? Say(params object[] words) => RedisWire.Say(Port, words);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    /// <summary>A port of loopback that is free now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Signal(string name)
    {
        (int exitCode, string output) = Tool.Run("kill", $"-{name}", ProcessId.ToString(CultureInfo.InvariantCulture));
        Assert.True(exitCode == 0, output);
    }

    private bool IsReady()
    {
        Assert.False(_process!.HasExited, File.Exists(Path.Combine(Folder, "redis.log")) ? File.ReadAllText(Path.Combine(Folder, "redis.log")) : "redis-server ended");
        try
        {
            return Say("PING") is "PONG";
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
