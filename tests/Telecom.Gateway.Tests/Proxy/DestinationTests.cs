using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Tests.Fixtures;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>A backend with several addresses.</summary>
public sealed class DestinationTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Addresses_are_a_list_or_a_text_with_commas(bool list)
    {
        string[] addresses = ["http://127.0.0.1:1", "http://127.0.0.1:2"];
        Dictionary<string, string?> settings = list
            ? new() { ["Services:ingestion:Addresses:0"] = addresses[0], ["Services:ingestion:Addresses:1"] = addresses[1] }
            : new() { ["Services:ingestion:Addresses"] = $"{addresses[0]}, {addresses[1]}", ["Services:ingestion:Address"] = "http://127.0.0.1:3" };
        await using RoutedGateway own = await RoutedGateway.StartAsync(gateway, settings);
        Assert.Equal(addresses, own.Destinations.Select(d => d.Model.Config.Address).Order());
    }

    [Fact]
    public async Task Wrong_addresses_are_refused_at_the_start_with_their_setting()
    {
        OptionsValidationException refused = await Assert.ThrowsAnyAsync<OptionsValidationException>(
            () => gateway.Build(new() { ["Services:ingestion:Addresses"] = "http://127.0.0.1:1,nowhere,http://127.0.0.1:1" }).StartAsync());
        Assert.Contains("Services:ingestion:Addresses is \"nowhere\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("each address once", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_goes_where_the_fewest_are_under_way_and_streams_count()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await using EchoBackend c = await EchoBackend.StartAsync();
        EchoBackend[] all = [a, b, c];
        await using RoutedGateway own = await StartAsync(all);
        List<AsyncDuplexStreamingCall<string, string>> streams = [];
        for (int i = 0; i < 30; i++)
        {
            streams.Add(await own.StreamAsync($"{i}"));
        }

        Assert.Equal([10, 10, 10], all.Select(backend => backend.Log.Open));

        // One backend's streams end; all that begins next goes there until it has as many as the others.
        foreach (AsyncDuplexStreamingCall<string, string> stream in streams)
        {
            await RoutedGateway.ExchangeAsync(stream, "whose");
        }

        AsyncDuplexStreamingCall<string, string>[] ofA = [.. streams.Where((_, i) => a.Log.Messages.Contains($"{i}"))];
        foreach (AsyncDuplexStreamingCall<string, string> stream in ofA)
        {
            await stream.RequestStream.CompleteAsync();
            Assert.False(await stream.ResponseStream.MoveNext());
        }

        await Eventually.HoldsAsync(() => own.Destinations.Min(d => d.ConcurrentRequestCount) == 0, "the streams of one backend are counted no more");
        for (int i = 0; i < 10; i++)
        {
            streams.Add(await own.StreamAsync("again"));
        }

        Assert.Equal([10, 10, 10], all.Select(backend => backend.Log.Open));
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Calls_one_at_a_time_go_to_all_addresses()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync([a, b]);
        for (int i = 0; i < 64; i++)
        {
            Assert.Equal("x", await own.EchoAsync("x"));
        }

        // Even chances: that one of them gets none of 64 happens once in 2^63.
        Assert.All([a, b], backend => Assert.NotEmpty(backend.Log.Messages));
        Assert.Equal(64, a.Log.Messages.Count + b.Log.Messages.Count);
    }

    [Theory]
    [InlineData(MethodType.Unary)]
    [InlineData(MethodType.ClientStreaming)]
    [InlineData(MethodType.ServerStreaming)]
    [InlineData(MethodType.DuplexStreaming)]
    public async Task No_call_fails_because_one_address_is_dead(MethodType type)
    {
        await using EchoBackend dead = await EchoBackend.StartAsync();
        await using EchoBackend alive = await EchoBackend.StartAsync();
        await dead.DieAsync();
        await using RoutedGateway own = await StartAsync([dead, alive], unreachableFor: "00:00:00.1");
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal($"{i}", await CallAsync(own, type, i));
        }

        Assert.Empty(dead.Log.Messages);
        string[] expected = [.. Enumerable.Range(0, 40).Select(i => $"{i}")];
        Assert.Equal(type == MethodType.ClientStreaming ? [] : expected, alive.Log.Messages);
    }

    [Fact]
    public async Task An_address_that_cannot_be_reached_is_left_out_and_taken_again_when_it_is_back()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await a.DieAsync();
        await using RoutedGateway own = await StartAsync([a, b], unreachableFor: "00:00:00.2");
        DestinationState gone = own.Destinations.Single(d => d.Model.Config.Address == a.Address.ToString());
        await Eventually.BecomesAsync(
            async () =>
            {
                Assert.Equal("x", await own.EchoAsync("x"));
                return gone.Health.Passive;
            },
            health => health == DestinationHealth.Unhealthy,
            "the dead address is known");
        await a.ReturnAsync();
        await Eventually.BecomesAsync(
            async () =>
            {
                Assert.Equal("x", await own.EchoAsync("x"));
                return a.Log.Messages.Count;
            },
            count => count > 0,
            "the address is used again");
    }

    [Fact]
    public async Task Under_load_the_death_of_a_backend_fails_only_calls_that_it_had_and_no_request_comes_twice()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await using EchoBackend c = await EchoBackend.StartAsync();
        await using RoutedGateway own = await StartAsync([a, b, c]);
        var failed = new ConcurrentBag<RpcException>();
        var answered = new ConcurrentBag<string>();
        int next = 0;
        int done = 0;
        bool known = false;
        using var stop = new CancellationTokenSource();
        async Task LoadAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                string text = Interlocked.Increment(ref next).ToString(CultureInfo.InvariantCulture);
                bool wasKnown = Volatile.Read(ref known);
                try
                {
                    Assert.Equal(text, await own.EchoAsync(text));
                    answered.Add(text);
                }
                catch (RpcException exception)
                {
                    Assert.False(wasKnown, $"a call that began after the death was known failed: {exception.Status}");
                    failed.Add(exception);
                }

                _ = Interlocked.Increment(ref done);
            }
        }

        Task[] load = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(LoadAsync))];
        await Eventually.HoldsAsync(() => a.Log.Messages.Count > 20, "the load runs");
        await a.DieAsync();
        DestinationState gone = own.Destinations.Single(d => d.Model.Config.Address == a.Address.ToString());
        await Eventually.HoldsAsync(() => gone.Health.Passive == DestinationHealth.Unhealthy || Volatile.Read(ref done) < 0, "the dead address is known");
        Volatile.Write(ref known, true);
        int then = Volatile.Read(ref done);
        await Eventually.HoldsAsync(() => Volatile.Read(ref done) > then + 500, "the load goes on");
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.InRange(failed.Count, 0, 8);
        Assert.All(failed, exception => Assert.Equal(StatusCode.Unavailable, exception.StatusCode));
        string[] delivered = [.. a.Log.Messages, .. b.Log.Messages, .. c.Log.Messages];
        Assert.Equal(delivered.Length, delivered.Distinct().Count());
        Assert.Empty(answered.Except(delivered));
        Assert.Equal(next, answered.Count + failed.Count);
    }

    [Fact]
    public async Task When_no_address_can_be_reached_the_call_is_refused_once()
    {
        await using EchoBackend a = await EchoBackend.StartAsync();
        await using EchoBackend b = await EchoBackend.StartAsync();
        await a.DieAsync();
        await b.DieAsync();
        await using RoutedGateway own = await StartAsync([a, b]);
        RpcException away = await Assert.ThrowsAsync<RpcException>(() => own.EchoAsync("x"));
        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (away.StatusCode, Telecom.Hosting.RpcErrorDetails.ReasonOf(away)));
        Assert.Equal(1, Telecom.Hosting.RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away)?.RetryDelay.Seconds);
        await b.ReturnAsync();
        Assert.Equal("x", await own.EchoAsync("x"));
        Assert.Equal(["x"], b.Log.Messages);
    }

    /// <summary>The echo has no health service: its addresses are told apart by their connections alone, checks would make all of them equal.</summary>
    private Task<RoutedGateway> StartAsync(EchoBackend[] backends, string unreachableFor = "00:05:00") => RoutedGateway.StartAsync(gateway, new()
    {
        ["Services:ingestion:Addresses"] = string.Join(',', backends.Select(backend => backend.Address)),
        ["Gateway:Backends:HealthInterval"] = "00:05:00",
        ["Gateway:Backends:UnreachableFor"] = unreachableFor,
    });

    private static async Task<string> CallAsync(RoutedGateway own, MethodType type, int number)
    {
        switch (type)
        {
            case MethodType.Unary:
                return await own.EchoAsync($"{number}");
            case MethodType.ClientStreaming:
                using (AsyncClientStreamingCall<string, string> upload = own.Invoker.AsyncClientStreamingCall(EchoMethods.Upload, null, own.Agent))
                {
                    await upload.RequestStream.WriteAsync(new string('x', number));
                    await upload.RequestStream.CompleteAsync();
                    return await upload;
                }

            case MethodType.ServerStreaming:
                using (AsyncServerStreamingCall<string> download = own.Invoker.AsyncServerStreamingCall(EchoMethods.Download, null, own.Agent, $"{number}"))
                {
                    int messages = 0;
                    while (await download.ResponseStream.MoveNext(CancellationToken.None))
                    {
                        messages++;
                    }

                    return $"{messages}";
                }

            default:
                using (AsyncDuplexStreamingCall<string, string> duplex = await own.StreamAsync($"{number}"))
                {
                    await duplex.RequestStream.CompleteAsync();
                    Assert.False(await duplex.ResponseStream.MoveNext());
                    return $"{number}";
                }
        }
    }
}
