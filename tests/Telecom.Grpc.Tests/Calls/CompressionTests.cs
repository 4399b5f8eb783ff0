using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Telecom.Grpc.Tests.Hosting;
using Telecom.Testing.V1;

namespace Telecom.Grpc.Tests.Calls;

public sealed class CompressionTests
{
    private const string Echo = "/telecom.testing.v1.ProbeService/Echo";
    private const string Count = "/telecom.testing.v1.ProbeService/Count";

    private static readonly string Long = new('x', 100_000);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_response_is_small_on_the_wire_and_whole_after_it(string encoding)
    {
        await using var host = await StartAsync(encoding);

        var (used, frames) = await RawGrpc.CallAsync(host.Address, Echo, new EchoRequest { Text = Long }, encoding);

        Assert.Equal(encoding, used);
        var frame = Assert.Single(frames);
        Assert.True(frame.Compressed);
        Assert.InRange(frame.Payload.Length, 1, 1000);
        Assert.Equal(Long, EchoResponse.Parser.ParseFrom(Decompress(encoding, frame.Payload)).Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_empty_response_is_a_complete_compressed_stream(string encoding)
    {
        await using var host = await StartAsync(encoding);

        var (_, frames) = await RawGrpc.CallAsync(host.Address, Echo, new EchoRequest(), encoding);

        var frame = Assert.Single(frames);
        Assert.True(frame.Compressed);
        Assert.NotEmpty(frame.Payload);
        Assert.Empty(Decompress(encoding, frame.Payload));
    }

    [Fact]
    public async Task Every_message_of_a_stream_is_compressed_on_its_own()
    {
        await using var host = await StartAsync("gzip");

        var (_, frames) = await RawGrpc.CallAsync(host.Address, Count, new CountRequest { Count = 20 }, "gzip");

        Assert.Equal(Enumerable.Range(0, 20), frames.Select(frame => CountResponse.Parser.ParseFrom(Decompress("gzip", frame.Payload)).Value));
    }

    [Fact]
    public async Task Responses_are_not_compressed_unless_the_server_is_told_to()
    {
        await using var host = await ProbeHost.StartAsync();

        var (_, frames) = await RawGrpc.CallAsync(host.Address, Echo, new EchoRequest { Text = Long }, "gzip");

        Assert.False(Assert.Single(frames).Compressed);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Client_and_server_compress_for_each_other_empty_messages_too(string encoding)
    {
        await using var host = await StartAsync(encoding);
        var headers = new Metadata { { "grpc-internal-encoding-request", encoding } };

        Assert.Equal(Long, (await host.Client().EchoAsync(new EchoRequest { Text = Long }, headers)).Text);
        Assert.Empty((await host.Client().EchoAsync(new EchoRequest(), headers)).Text);
        Assert.All(host.Log.Calls, call => Assert.Equal(encoding, call.Encoding));
    }

    [Fact]
    public async Task A_single_write_can_go_uncompressed()
    {
        await using var host = await StartAsync("gzip");
        using var call = host.Client().Sum(new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        await call.RequestStream.WriteAsync(new SumRequest { Value = 40 });
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new SumRequest { Value = 2 });
        await call.RequestStream.CompleteAsync();

        Assert.Equal(42, (await call).Total);
    }

    private static Task<ProbeHost> StartAsync(string encoding) => ProbeHost.StartAsync(options =>
    {
        options.CompressionProviders.Clear();
        options.CompressionProviders.Add(new GzipCompressionProvider(CompressionLevel.Fastest));
        options.CompressionProviders.Add(new DeflateCompressionProvider(CompressionLevel.Fastest));
        options.ResponseCompressionAlgorithm = encoding;
    });

    private static byte[] Decompress(string encoding, byte[] payload)
    {
        using var source = new MemoryStream(payload);
        using Stream decompressor = encoding == "gzip"
            ? new GZipStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);
        using var message = new MemoryStream();
        decompressor.CopyTo(message);
        return message.ToArray();
    }
}
