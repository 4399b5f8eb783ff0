using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Credentials that stop being good while calls are under way.</summary>
public sealed class RecheckTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private LiveCalls Calls => gateway.Gateway.Services.GetRequiredService<LiveCalls>();

    [Theory]
    [InlineData(MethodType.Unary, false)]
    [InlineData(MethodType.ClientStreaming, false)]
    [InlineData(MethodType.ServerStreaming, false)]
    [InlineData(MethodType.ServerStreaming, true)]
    [InlineData(MethodType.DuplexStreaming, false)]
    [InlineData(MethodType.DuplexStreaming, true)]
    public async Task A_call_of_a_revoked_key_ends_unauthenticated_and_others_go_on(MethodType type, bool answerBegan)
    {
        string id = $"k{(int)type}{answerBegan}".PadRight(12, '0').ToLowerInvariant();
        string secret = gateway.Directory_.Add(id, $"customers/acme/keys/{id}", "customers/acme/agents/probe-2", Role.Agent);
        CallInvoker invoker = gateway.Channel.CreateCallInvoker();
        using AsyncDuplexStreamingCall<string, string> other = await OpenAsync(invoker, gateway.AgentSecret);
        int cancelled = gateway.Log.Cancelled;
        using HangingCall call = await HangingCall.BeginAsync(invoker, GatewayFixture.With(secret), type, answerBegan);
        await Eventually.HoldsAsync(() => Calls.Count == 2, "both calls are under way");

        // While the key is good the call goes on, however often it is looked at.
        int asked = gateway.Directory_.Questions;
        await AdvanceUntilAsync(() => gateway.Directory_.Questions >= asked + 2);
        Assert.Equal(2, Calls.Count);

        gateway.Directory_.Remove(secret);
        await AdvanceUntilAsync(() => Calls.Count == 1);
        RpcException ended = await Assert.ThrowsAsync<RpcException>(call.WaitAsync);
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RequestInfo>(ended));
        await Eventually.HoldsAsync(() => gateway.Log.Cancelled > cancelled, "the backend was told");
        await StillGoesOnAsync(other);
        await CloseAsync(other);
    }

    [Fact]
    public async Task A_revoked_key_is_cut_off_within_a_minute()
    {
        string first = gateway.Directory_.Add("minute000001", "customers/acme/keys/minute000001", "customers/acme/agents/probe-3", Role.Agent);
        string second = gateway.Directory_.Add("minute000002", "customers/acme/keys/minute000002", "customers/acme/agents/probe-3", Role.Agent);
        CallInvoker invoker = gateway.Channel.CreateCallInvoker();

        // The first shows that the gateway has begun to look.
        using AsyncDuplexStreamingCall<string, string> warming = await OpenAsync(invoker, first);
        gateway.Directory_.Remove(first);
        await AdvanceUntilAsync(() => Calls.Count == 0);

        // Revoked just after it was found to be good and remembered.
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker, second);
        gateway.Directory_.Remove(second);
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext().WaitAsync(Eventually.Bound));
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
        await Eventually.HoldsAsync(() => Calls.Count == 0, "nothing is under way");
    }

    [Fact]
    public async Task A_key_that_expires_in_mid_stream_ends_the_stream_though_the_catalogue_is_away()
    {
        long end = (gateway.Clock.GetUtcNow() + TimeSpan.FromMinutes(3) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        string secret = gateway.Directory_.Add(
            "ending000000", "customers/acme/keys/ending000000", "customers/acme/agents/probe-4", Role.Agent, key => key.ExpireTimeUs = end);
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(gateway.Channel.CreateCallInvoker(), secret);
        await AdvanceUntilAsync(() => Calls.Count == 0);
        Assert.True(gateway.Clock.GetUtcNow() >= DateTimeOffset.UnixEpoch.AddMicroseconds(end));
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
    }

    [Fact]
    public async Task Many_calls_with_one_key_are_one_question()
    {
        string secret = gateway.Directory_.Add("many00000000", "customers/acme/keys/many00000000", "customers/acme/agents/probe-5", Role.Agent);
        CallInvoker invoker = gateway.Channel.CreateCallInvoker();
        List<AsyncDuplexStreamingCall<string, string>> streams = [];
        for (int i = 0; i < 20; i++)
        {
            streams.Add(await OpenAsync(invoker, secret));
        }

        int asked = gateway.Directory_.Questions;
        await AdvanceUntilAsync(() => gateway.Directory_.Questions > asked);
        Assert.Equal(asked + 1, gateway.Directory_.Questions);
        gateway.Directory_.Remove(secret);
        await AdvanceUntilAsync(() => Calls.Count == 0);
        foreach (AsyncDuplexStreamingCall<string, string> stream in streams)
        {
            RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
            Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
            stream.Dispose();
        }
    }

    [Fact]
    public async Task A_token_that_expires_or_whose_key_is_withdrawn_ends_its_calls()
    {
        var issuer = new TestIssuer(gateway.Clock);
        string file = Path.Combine(gateway.DataFolder, $"{Guid.NewGuid():N}.jwks");
        await File.WriteAllTextAsync(file, issuer.Jwks());
        Dictionary<string, string?> settings = TestIssuer.Settings(file);
        settings["Services:catalog:Address"] = gateway.Catalog.Urls.Single();
        settings["Services:ingestion:Address"] = gateway.EchoAddress;
        await using WebApplication own = gateway.Build(settings);
        await own.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(own.Urls.Single());
        LiveCalls calls = own.Services.GetRequiredService<LiveCalls>();
        string shorter = issuer.Token(claims => claims["exp"] = issuer.Seconds(TimeSpan.FromMinutes(2)));
        string longer = issuer.Token(claims => claims["exp"] = issuer.Seconds(TimeSpan.FromDays(2)));
        using AsyncDuplexStreamingCall<string, string> expiring = await OpenAsync(channel.CreateCallInvoker(), shorter);
        using AsyncDuplexStreamingCall<string, string> staying = await OpenAsync(channel.CreateCallInvoker(), longer);

        await AdvanceUntilAsync(() => calls.Count == 1);
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await expiring.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        await StillGoesOnAsync(staying);

        using ECDsa next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(file, TestIssuer.Set(TestIssuer.Jwk("next", next)));
        await AdvanceUntilAsync(() => calls.Count == 0);
        ended = await Assert.ThrowsAsync<RpcException>(async () => await staying.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
        await own.StopAsync();
    }

    [Fact]
    public async Task While_the_catalogue_is_away_streams_go_on_and_end_unavailable_when_that_lasts_too_long()
    {
        await using WebApplication catalog = await gateway.StartCatalogAsync();
        await using WebApplication own = gateway.Build(new()
        {
            ["Services:catalog:Address"] = catalog.Urls.Single(),
            ["Services:ingestion:Address"] = gateway.EchoAddress,
        });
        await own.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(own.Urls.Single());
        LiveCalls calls = own.Services.GetRequiredService<LiveCalls>();
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(channel.CreateCallInvoker(), gateway.AgentSecret);
        DateTimeOffset opened = gateway.Clock.GetUtcNow();
        await catalog.StopAsync();
        for (int i = 0; i < 36; i++)
        {
            gateway.Clock.Advance(Interval);
        }

        Assert.Equal(opened + TimeSpan.FromMinutes(9), gateway.Clock.GetUtcNow());
        await StillGoesOnAsync(stream);
        await AdvanceUntilAsync(() => calls.Count == 0);
        Assert.True(gateway.Clock.GetUtcNow() >= opened + TimeSpan.FromMinutes(10));
        RpcException ended = await Assert.ThrowsAsync<RpcException>(async () => await stream.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (ended.StatusCode, RpcErrorDetails.ReasonOf(ended)));
        Assert.Equal(2, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(ended)?.RetryDelay.Seconds);
        await own.StopAsync();
    }

    [Fact]
    public async Task A_catalogue_that_refuses_the_gateway_itself_says_nothing_about_those_who_call()
    {
        string secret = gateway.Directory_.Add("unheard00000", "customers/acme/keys/unheard00000", "customers/acme/agents/probe-6", Role.Agent);
        CallInvoker invoker = gateway.Channel.CreateCallInvoker();
        using AsyncDuplexStreamingCall<string, string> stream = await OpenAsync(invoker, secret);
        gateway.Directory_.Failure = RpcFailure.Unauthenticated("The token cannot be verified.");
        int asked = gateway.Directory_.Questions;
        await AdvanceUntilAsync(() => gateway.Directory_.Questions >= asked + 3);
        RpcException away = await Assert.ThrowsAsync<RpcException>(
            async () => await invoker.AsyncUnaryCall(EchoMethods.Unary, null, GatewayFixture.With(secret), "hi"));
        Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (away.StatusCode, RpcErrorDetails.ReasonOf(away)));
        gateway.Directory_.Failure = null;
        await StillGoesOnAsync(stream);
        await CloseAsync(stream);
    }

    /// <summary>Moves the clock by the interval until something holds; in between the gateway may work.</summary>
    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            gateway.Clock.Advance(Interval);
            return false;
        },
        "the gateway looks at its calls");

    private static async Task<AsyncDuplexStreamingCall<string, string>> OpenAsync(CallInvoker invoker, string credential)
    {
        AsyncDuplexStreamingCall<string, string> stream = invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, GatewayFixture.With(credential));
        await StillGoesOnAsync(stream);
        return stream;
    }

    private static async Task StillGoesOnAsync(AsyncDuplexStreamingCall<string, string> stream)
    {
        await stream.RequestStream.WriteAsync("1");
        Assert.True(await stream.ResponseStream.MoveNext());
        Assert.Equal("echo 1", stream.ResponseStream.Current);
    }

    private async Task CloseAsync(AsyncDuplexStreamingCall<string, string> stream)
    {
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext());
        await Eventually.HoldsAsync(() => Calls.Count == 0, "nothing is under way");
    }
}
