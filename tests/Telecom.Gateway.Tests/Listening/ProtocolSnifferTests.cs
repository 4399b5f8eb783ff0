using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Telecom.Gateway.Listening;

namespace Telecom.Gateway.Tests.Listening;

public sealed class ProtocolSnifferTests
{
    private const string Preface = "PRI * HTTP/2.0\r\n";

    [Fact]
    public void Every_beginning_of_the_preface_is_undecided_and_the_whole_of_it_is_http2()
    {
        for (int length = 1; length < Preface.Length; length++)
        {
            Assert.Null(Judge(Preface[..length]));
        }

        Assert.Equal(ClearTextProtocol.Http2, Judge(Preface));
        Assert.Equal(ClearTextProtocol.Http2, Judge(Preface + "\r\nSM\r\n\r\n\0\0\0"));
    }

    [Fact]
    public void One_byte_that_differs_from_the_preface_means_http1()
    {
        for (int at = 0; at < Preface.Length; at++)
        {
            char[] changed = Preface.ToCharArray();
            changed[at] ^= (char)1;
            Assert.Equal(ClearTextProtocol.Http1, Judge(new string(changed)[..(at + 1)]));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("POST /x HTTP/1.1\r\n")]
    [InlineData("PUT / HTTP/1.1\r\n")]
    [InlineData("PROPFIND / HTTP/1.1\r\n")]
    [InlineData("PRI")]
    [InlineData("\u0016\u0003\u0001")]
    public void What_is_not_the_preface_is_left_to_http1(string first) =>
        Assert.Equal(first == "PRI" ? null : ClearTextProtocol.Http1, Judge(first));

    [Fact]
    public async Task However_the_bytes_arrive_they_are_all_still_there_for_the_server()
    {
        foreach (string text in new[] { Preface + "\r\nSM\r\n\r\n", "PRI * HTTP/1.1\r\nHost: a\r\n\r\n", "G" })
        {
            var pipe = new Pipe();
            ValueTask<ClearTextProtocol?> judged = ProtocolSniffer.ReadAsync(pipe.Reader, CancellationToken.None);
            foreach (char c in text)
            {
                await pipe.Writer.WriteAsync(new[] { (byte)c });
            }

            Assert.Equal(text.StartsWith(Preface, StringComparison.Ordinal) ? ClearTextProtocol.Http2 : ClearTextProtocol.Http1, await judged);
            ReadResult left = await pipe.Reader.ReadAtLeastAsync(text.Length);
            Assert.Equal(text, Encoding.ASCII.GetString(left.Buffer));
        }
    }

    [Fact]
    public async Task A_connection_that_ends_undecided_is_neither()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("PRI *"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        Assert.Null(await ProtocolSniffer.ReadAsync(pipe.Reader, CancellationToken.None));
    }

    private static ClearTextProtocol? Judge(string first) => ProtocolSniffer.Judge(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(first)));
}
