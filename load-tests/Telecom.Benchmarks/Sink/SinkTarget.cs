using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Servers;

namespace Telecom.Benchmarks.Sink;

/// <summary>The bare sink as a process of its own.</summary>
internal static class SinkTarget
{
    /// <summary>Starts it.</summary>
    /// <param name="processes">Where the process is kept, to be stopped.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<LoadTarget> StartAsync(List<IAsyncDisposable> processes, CancellationToken cancellationToken)
    {
        int port = ServerProcess.FreePort();
        ServerProcess process = ServerProcess.Start("sink", "dotnet", [Programs.Self, "sink", port.ToString(CultureInfo.InvariantCulture)]);
        processes.Add(process);
        await process.WaitReadyAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return true;
            },
            cancellationToken);
        return new LoadTarget("bare sink", FormattableString.Invariant($"http://127.0.0.1:{port}"), new Dictionary<string, int> { [process.Name] = process.Id }, _ => "none");
    }
}
