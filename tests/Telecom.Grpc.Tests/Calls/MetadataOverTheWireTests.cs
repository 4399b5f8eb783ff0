using Grpc.Core;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class MetadataOverTheWireTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Fact]
    public async Task Text_goes_there_and_back_in_headers_and_trailers()
    {
        var (headers, trailers) = await EchoAsync(new Metadata { { "X-Circuit", "c-17, \"north\"" } });

        Assert.Equal("c-17, \"north\"", headers.GetValue("x-circuit"));
        Assert.Equal("c-17, \"north\"", trailers.GetValue("x-circuit"));
    }

    [Fact]
    public async Task Every_byte_goes_there_and_back_in_headers_and_trailers()
    {
        var (headers, trailers) = await EchoAsync(new Metadata { { "x-all-bin", EveryByte } });

        Assert.Equal(EveryByte, headers.GetValueBytes("x-all-bin"));
        Assert.Equal(EveryByte, trailers.GetValueBytes("x-all-bin"));
        Assert.True(Assert.Single(trailers.GetAll("x-all-bin")).IsBinary);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Binary_values_of_any_length_keep_it(int length)
    {
        var (headers, _) = await EchoAsync(new Metadata { { "x-v-bin", new byte[length] } });

        Assert.Equal(new byte[length], headers.GetValueBytes("x-v-bin"));
    }

    [Fact]
    public async Task Empty_values_reach_the_server()
    {
        // The other way Kestrel leaves out headers without a value.
        await using var host = await ProbeHost.StartAsync();

        await host.Client().EchoAsync(new EchoRequest(), new Metadata { { "x-v", "" }, { "x-v-bin", [] } });

        var headers = Assert.Single(host.Log.Calls).Headers;
        Assert.Equal("", headers.GetValue("x-v"));
        Assert.Empty(headers.GetValueBytes("x-v-bin")!);
    }

    [Fact]
    public async Task Values_of_one_key_arrive_in_order_and_may_be_joined_by_commas()
    {
        // The gRPC over HTTP/2 protocol allows the joining, and HttpClient does it.
        var (headers, _) = await EchoAsync(new Metadata { { "x-hop", "1" }, { "x-other", "-" }, { "x-hop", "2" }, { "x-hop", "3" } });

        Assert.Equal("1, 2, 3", string.Join(", ", headers.GetAll("x-hop").Select(entry => entry.Value)));
    }

    [Fact]
    public async Task A_line_break_in_a_text_value_is_refused_before_it_is_sent()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => EchoAsync(new Metadata { { "x-v", "a\r\nb: c" } }));

        Assert.NotEqual(StatusCode.OK, error.StatusCode);
    }

    private async Task<(Metadata Headers, Metadata Trailers)> EchoAsync(Metadata metadata)
    {
        using var call = server.Host.Client().EchoAsync(new EchoRequest(), metadata);
        var headers = await call.ResponseHeadersAsync;
        await call;
        return (headers, call.GetTrailers());
    }
}
