using System.IO.Compression;
using Grpc.Net.Compression;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class CompressionProviderTests
{
    public static TheoryData<string> Encodings => ["gzip", "deflate"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task What_is_compressed_comes_back(string encoding)
    {
        var provider = Provider(encoding);
        var random = new Random(20260301);
        foreach (var length in new[] { 1, 2, 100, 65_536, 1_000_000 })
        {
            var message = new byte[length];
            random.NextBytes(message.AsSpan(length / 2));

            Assert.Equal(message, await DecompressAsync(provider, Compress(provider, message)));
            Assert.Equal(message, await DecompressAsync(provider, await CompressAsync(provider, message)));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task An_empty_message_is_a_complete_stream_that_strangers_can_read(string encoding)
    {
        var provider = Provider(encoding);
        var compressed = Compress(provider, []);

        Assert.NotEmpty(compressed);
        Assert.Equal(compressed, await CompressAsync(provider, []));
        Assert.Empty(await DecompressAsync(provider, compressed));

        // Followed by a second, non-empty member: a reader that found the first one broken would stop or throw here.
        if (encoding == "gzip")
        {
            Assert.Equal([7], await DecompressAsync(provider, [.. compressed, .. Compress(provider, [7])]));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_stream_under_it_stays_open_and_gets_the_end_once(string encoding)
    {
        using var output = new MemoryStream();
        var stream = Provider(encoding).CreateCompressionStream(output, null);

        stream.Dispose();
        var length = output.Length;
        stream.Dispose();

        Assert.True(output.CanWrite);
        Assert.Equal(length, output.Length);
        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void The_level_of_the_call_goes_before_that_of_the_provider()
    {
        var provider = new GzipCompressionProvider(CompressionLevel.NoCompression);
        var message = new byte[10_000];

        Assert.True(Compress(provider, message).Length > message.Length);
        Assert.True(Compress(provider, message, CompressionLevel.SmallestSize).Length < 200);
    }

    private static ICompressionProvider Provider(string encoding)
    {
        ICompressionProvider[] known =
            [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];
        return known.Single(provider => provider.EncodingName == encoding);
    }

    private static byte[] Compress(ICompressionProvider provider, byte[] message, CompressionLevel? level = null)
    {
        using var output = new MemoryStream();
        using (var stream = provider.CreateCompressionStream(output, level))
        {
            stream.Write(message, 0, message.Length);
            stream.Flush();
        }

        return output.ToArray();
    }

    private static async Task<byte[]> CompressAsync(ICompressionProvider provider, byte[] message)
    {
        using var output = new MemoryStream();
        await using (var stream = provider.CreateCompressionStream(output, null))
        {
            await stream.WriteAsync(message);
            await stream.FlushAsync();
        }

        return output.ToArray();
    }

    private static async Task<byte[]> DecompressAsync(ICompressionProvider provider, byte[] compressed)
    {
        using var source = new MemoryStream(compressed);
        using var message = new MemoryStream();
        await using (var stream = provider.CreateDecompressionStream(source))
        {
            await stream.CopyToAsync(message);
        }

        return message.ToArray();
    }
}
