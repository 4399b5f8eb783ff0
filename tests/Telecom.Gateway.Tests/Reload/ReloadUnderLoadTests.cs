using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Gateway.Tests.Fixtures;
using Xunit.Abstractions;

namespace Telecom.Gateway.Tests.Reload;

/// <summary>Certificates and settings that change under the feet of clients.</summary>
public sealed class ReloadUnderLoadTests(GatewayFixture gateway, ITestOutputHelper output) : IClassFixture<GatewayFixture>, IDisposable
{
    private const int Swaps = 3;
    private const int Clients = 3;
    private const int CallsBetweenSwaps = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-load-").FullName;
    private readonly ConcurrentDictionary<string, int> _serials = new(StringComparer.Ordinal);
    private int _calls;
    private int _connections;

    private string SettingsPath => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Certificates_and_addresses_change_three_times_without_a_failed_call()
    {
        await using EchoBackend first = await EchoBackend.StartAsync();
        await using EchoBackend second = await EchoBackend.StartAsync();
        Point(first);
        await using TlsPort port = await TlsPort.StartAsync(gateway, new() { ["Gateway:Reload:SettingsFile"] = SettingsPath });
        using GrpcChannel lasting = Connect(port);
        using AsyncDuplexStreamingCall<string, string> stream = lasting.CreateCallInvoker()
            .AsyncDuplexStreamingCall(EchoMethods.Duplex, null, GatewayFixture.With(gateway.AgentSecret));
        await RoutedGateway.ExchangeAsync(stream, "begun");

        using var stop = new CancellationTokenSource();
        Task[] clients =
        [
            .. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => CallAnewAsync(port, stop.Token))),
            .. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => CallOnAsync(lasting, stop.Token))),
        ];
        for (int swap = 1; swap <= Swaps; swap++)
        {
            using X509Certificate2 next = port.Authority.Issue("localhost");
            EchoBackend target = swap % 2 == 1 ? second : first;
            int before = target.Log.Messages.Count;
            port.Swap(next);
            Point(target);
            await Eventually.HoldsAsync(() => _serials.ContainsKey(next.SerialNumber), "a client saw the new certificate");
            await Eventually.HoldsAsync(() => target.Log.Messages.Count > before, "a call came to the new address");
            await RoutedGateway.ExchangeAsync(stream, $"after swap {swap}");
            int calls = Volatile.Read(ref _calls);
            await Eventually.HoldsAsync(() => Volatile.Read(ref _calls) >= calls + CallsBetweenSwaps || clients.Any(client => client.IsFaulted), "calls go on");
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, stream.GetStatus().StatusCode);
        Assert.Equal(Swaps + 1, _serials.Count);
        Assert.Equal(["begun", .. Enumerable.Range(1, Swaps).Select(swap => $"after swap {swap}")], first.Log.Messages.Where(message => message != "call"));
        output.WriteLine(
            $"{_calls} calls, none failed, on {_connections} connections, while the certificate and the address changed {Swaps} times each; one stream outlived all of them");
    }

    /// <summary>A new connection for each call.</summary>
    private async Task CallAnewAsync(TlsPort port, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using GrpcChannel channel = Connect(port);
            await CallAsync(channel);
        }
    }

    private async Task CallOnAsync(GrpcChannel channel, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await CallAsync(channel);
        }
    }

    private async Task CallAsync(GrpcChannel channel)
    {
        Assert.Equal("call", await channel.CreateCallInvoker().AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(gateway.AgentSecret), "call"));
        _ = Interlocked.Increment(ref _calls);
    }

    private GrpcChannel Connect(TlsPort port)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            _ = _serials.AddOrUpdate(((X509Certificate2)shown!).SerialNumber, 1, (_, seen) => seen + 1);
            _ = Interlocked.Increment(ref _connections);
            return true;
        };
        return GrpcChannel.ForAddress(port.Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private void Point(EchoBackend backend)
    {
        File.WriteAllText($"{SettingsPath}.new", $$"""{ "Services": { "ingestion": { "Address": "{{backend.Address}}" } } }""");
        File.Move($"{SettingsPath}.new", SettingsPath, overwrite: true);
    }
}
