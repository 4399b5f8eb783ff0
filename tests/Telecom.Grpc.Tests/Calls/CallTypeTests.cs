using Grpc.Core;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class CallTypeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_unary_call_brings_one_answer()
    {
        using var call = server.Host.Client().EchoAsync(new EchoRequest { Text = "naïve 1 ≤ 2" });

        var response = await call;

        Assert.Equal("naïve 1 ≤ 2", response.Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Same(response, await call.ResponseAsync);
    }

    [Fact]
    public void A_blocking_call_brings_one_answer() =>
        Assert.Equal("now", server.Host.Client().Echo(new EchoRequest { Text = "now" }).Text);

    [Fact]
    public async Task A_client_stream_is_answered_once_when_it_is_complete()
    {
        using var call = server.Host.Client().Sum();
        for (var i = 1; i <= 100; i++)
        {
            await call.RequestStream.WriteAsync(new SumRequest { Value = i });
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(5050, (await call).Total);
    }

    [Fact]
    public async Task An_empty_client_stream_is_answered_too()
    {
        using var call = server.Host.Client().Sum();
        await call.RequestStream.CompleteAsync();

        Assert.Equal(0, (await call.ResponseAsync).Total);
    }

    [Fact]
    public async Task A_server_stream_arrives_complete_and_in_order()
    {
        using var call = server.Host.Client().Count(new CountRequest { Count = 500 });

        var values = new List<int>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            values.Add(response.Value);
        }

        Assert.Equal(Enumerable.Range(0, 500), values);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_duplex_stream_answers_while_requests_still_come()
    {
        using var call = server.Host.Client().Chat();
        foreach (var text in new[] { "a", "b", "c" })
        {
            await call.RequestStream.WriteAsync(new ChatRequest { Text = text });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(text, call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_write_may_carry_a_cancellation_token()
    {
        using var source = new CancellationTokenSource();
        using var call = server.Host.Client().Sum();

        await call.RequestStream.WriteAsync(new SumRequest { Value = 7 }, source.Token);
        await call.RequestStream.CompleteAsync();

        Assert.Equal(7, (await call).Total);
    }

    [Fact]
    public async Task Many_calls_share_one_channel()
    {
        var client = server.Host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i => (await client.EchoAsync(new EchoRequest { Text = $"{i}" })).Text));

        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}"), answers);
    }
}
