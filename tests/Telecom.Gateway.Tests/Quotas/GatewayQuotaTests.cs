using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Quotas;

public sealed class GatewayQuotaTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private WebApplication _own = null!;
    private GrpcChannel _channel = null!;

    private CallInvoker Invoker => _channel.CreateCallInvoker();

    public async Task InitializeAsync()
    {
        _own = gateway.Build(new()
        {
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
            ["Services:ingestion:Address"] = gateway.EchoAddress,
            ["Gateway:Quotas:RequestsPerSecondPerCaller"] = "3",
            ["Gateway:Quotas:RequestBurst"] = "00:00:01",
            ["Gateway:Quotas:ConcurrentCallsPerCaller"] = "2",
            ["Gateway:Quotas:FailedIdentitiesPerMinutePerAddress"] = "5",
        });
        await _own.StartAsync();
        _channel = GrpcChannel.ForAddress(_own.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _own.StopAsync();
        await _own.DisposeAsync();
    }

    [Fact]
    public async Task A_gRPC_call_above_the_quota_is_refused_with_the_quota_and_when_to_come_back()
    {
        CallOptions agent = NewAgent("agentquota01", "probe-9");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("hello", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "hello"));
        }

        RpcException refused = await RefusedAsync(agent);
        Google.Rpc.QuotaFailure.Types.Violation violation = Assert.Single(RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused)!.Violations);
        Assert.Equal("customers/acme/agents/probe-9", violation.Subject);
        Assert.Contains("3 requests a second", violation.Description, StringComparison.Ordinal);
        TimeSpan wait = RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused)!.RetryDelay.ToTimeSpan();
        Assert.InRange(wait, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.4));
        Assert.Equal("LIMIT_EXCEEDED", RpcErrorDetails.ReasonOf(refused));
        gateway.Clock.Advance(wait);
        Assert.Equal("again", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "again"));
    }

    [Fact]
    public async Task A_stream_counts_once_goes_on_above_the_quota_and_makes_room_when_it_ends()
    {
        CallOptions agent = NewAgent("agentquota02", "probe-8");
        using AsyncDuplexStreamingCall<string, string> first = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, agent);
        using AsyncDuplexStreamingCall<string, string> second = Invoker.AsyncDuplexStreamingCall(EchoMethods.Duplex, null, agent);
        await EchoAsync(first);
        await EchoAsync(second);
        Assert.Contains("2 open calls", Violation(await RefusedAsync(agent)), StringComparison.Ordinal);
        for (int i = 0; i < 50; i++)
        {
            await EchoAsync(first);
        }

        await first.RequestStream.CompleteAsync();
        Assert.False(await first.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("room", await Eventually.BecomesAsync(
            async () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(1));
                try
                {
                    return await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "room");
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
                {
                    return "";
                }
            },
            answer => answer == "room",
            "the stream's place is free"));
        await EchoAsync(second);
    }

    [Fact]
    public async Task Changed_settings_hold_at_once()
    {
        CallOptions agent = NewAgent("agentquota03", "probe-7");
        for (int i = 0; i < 3; i++)
        {
            _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "hello");
        }

        _ = await RefusedAsync(agent);
        _own.Configuration["Gateway:Quotas:RequestsPerSecondPerCaller"] = "0";
        ((IConfigurationRoot)_own.Configuration).Reload();
        for (int i = 0; i < 20; i++)
        {
            _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, agent, "hello");
        }
    }

    [Fact]
    public async Task Guesses_above_the_quota_do_not_reach_the_catalogue_and_a_key_that_is_known_is_heard()
    {
        CallOptions known = NewAgent("agentquota04", "probe-6");
        _ = await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, known, "hello");
        for (int i = 0; i < 5; i++)
        {
            RpcException guess = await FailAsync(GatewayFixture.With(TestKeys.NewSecret($"guess{i:D7}")));
            Assert.Equal(StatusCode.Unauthenticated, guess.StatusCode);
        }

        RpcException refused = null!;
        await Eventually.BecomesAsync(
            async () => (refused = await FailAsync(GatewayFixture.With(TestKeys.NewSecret("guess9999999")))).StatusCode,
            code => code == StatusCode.ResourceExhausted,
            "the last wrong one is counted");
        int questions = gateway.Directory_.Questions;
        for (int i = 0; i < 20; i++)
        {
            refused = await FailAsync(GatewayFixture.With(TestKeys.NewSecret($"more{i:D8}")));
            Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        }

        Assert.Equal(questions, gateway.Directory_.Questions);
        Assert.Equal("clientip:127.0.0.1", RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused)!.Violations[0].Subject);
        TimeSpan wait = RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused)!.RetryDelay.ToTimeSpan();
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        // Its verdict is forgotten by now and asked for anew, from the address that is not heard otherwise.
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("still", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, known, "still"));
        gateway.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(StatusCode.Unauthenticated, (await FailAsync(GatewayFixture.With(TestKeys.NewSecret("guess8888888")))).StatusCode);
        Assert.Equal("still", await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, known, "still"));
    }

    private static async Task EchoAsync(AsyncDuplexStreamingCall<string, string> call)
    {
        await call.RequestStream.WriteAsync("a");
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("echo a", call.ResponseStream.Current);
    }

    private static string Violation(RpcException refused) => RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused)!.Violations[0].Description;

    private CallOptions NewAgent(string key, string id) =>
        GatewayFixture.With(gateway.Directory_.Add(key, $"customers/acme/keys/{key}", $"customers/acme/agents/{id}", Role.Agent));

    private async Task<RpcException> RefusedAsync(CallOptions options)
    {
        RpcException refused = await FailAsync(options);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        return refused;
    }

    private Task<RpcException> FailAsync(CallOptions options) =>
        Assert.ThrowsAsync<RpcException>(async () => await Invoker.AsyncUnaryCall(EchoMethods.Unary, null, options, "hello"));
}
