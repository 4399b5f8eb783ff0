using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>Settings of the backends that change while calls are under way.</summary>
public sealed class ReloadTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_stream_outlives_two_reloads_and_what_begins_later_goes_to_the_new_addresses()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await using EchoBackend c = await EchoBackend.StartAsync();
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new() { ["Services:ingestion:Addresses"] = a.Address.ToString() });
        using var stop = new CancellationTokenSource();
        Task<int> load = Task.Run(() => LoadAsync(own, stop.Token));
        using AsyncDuplexStreamingCall<string, string> first = await own.StreamAsync("first");

        Change(own, b);
        await Eventually.HoldsAsync(() => own.Destinations.Select(d => d.Model.Config.Address).SequenceEqual([b.Address.ToString()]), "the first change is taken over");
        using AsyncDuplexStreamingCall<string, string> second = await own.StreamAsync("second");
        await RoutedGateway.ExchangeAsync(first, "first after one");

        Change(own, c);
        await Eventually.HoldsAsync(() => own.Destinations.Select(d => d.Model.Config.Address).SequenceEqual([c.Address.ToString()]), "the second change is taken over");
        using AsyncDuplexStreamingCall<string, string> third = await own.StreamAsync("third");
        await RoutedGateway.ExchangeAsync(first, "first after two");
        await RoutedGateway.ExchangeAsync(second, "second after two");
        await Eventually.HoldsAsync(() => c.Log.Messages.Contains("load"), "the load has come to the last address");
        await stop.CancelAsync();
        Assert.True(await load > 0);

        foreach (AsyncDuplexStreamingCall<string, string> stream in new[] { first, second, third })
        {
            await stream.RequestStream.CompleteAsync();
            Assert.False(await stream.ResponseStream.MoveNext());
            Assert.Equal(StatusCode.OK, stream.GetStatus().StatusCode);
        }

        Assert.Equal(["first", "first after one", "first after two"], a.Log.Messages.Where(message => message != "load"));
        Assert.Equal(["second", "second after two"], b.Log.Messages.Where(message => message != "load"));
        Assert.Equal(["third"], c.Log.Messages.Where(message => message != "load"));
    }

    [Fact]
    public async Task A_change_to_something_wrong_changes_nothing()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, new() { ["Services:ingestion:Addresses"] = a.Address.ToString() });
        own.App.Configuration["Services:ingestion:Addresses"] = "nowhere";
        Exception? said = Record.Exception(((IConfigurationRoot)own.App.Configuration).Reload);
        Assert.True(said is null or OptionsValidationException or AggregateException, $"{said}");
        Assert.Equal("a", await own.EchoAsync("a"));
        Assert.Equal(a.Address.ToString(), Assert.Single(own.Destinations).Model.Config.Address);
    }

    private static void Change(RoutedGateway own, EchoBackend to)
    {
        own.App.Configuration["Services:ingestion:Addresses"] = to.Address.ToString();
        ((IConfigurationRoot)own.App.Configuration).Reload();
    }

    /// <summary>One call after the other, none of which may fail.</summary>
    private static async Task<int> LoadAsync(RoutedGateway own, CancellationToken stop)
    {
        int calls = 0;
        for (; !stop.IsCancellationRequested; calls++)
        {
            Assert.Equal("load", await own.EchoAsync("load"));
        }

        return calls;
    }
}
