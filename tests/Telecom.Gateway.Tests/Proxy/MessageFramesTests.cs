using System.Buffers.Binary;
using Telecom.Gateway.Proxy;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class MessageFramesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void The_ends_of_messages_are_found_however_the_body_is_cut(int part)
    {
        int[] lengths = [0, 1, 0, 300, 70_000, 5];
        byte[] body = [.. lengths.SelectMany(Message)];
        int[] ends = [.. lengths.Select((_, i) => lengths.Take(i + 1).Sum(length => length + 5))];
        var whole = new MessageFrames();
        for (int at = 0; at < body.Length; at += part)
        {
            byte[] bytes = body[at..Math.Min(body.Length, at + part)];
            Assert.Equal(at == 0 || ends.Contains(at), whole.AtBoundary);
            MessageFrames copy = whole;
            int next = whole.AtBoundary ? 0 : Math.Min(ends.First(end => end > at) - at, bytes.Length);
            Assert.Equal(next, copy.Advance(bytes, toBoundary: true));
            Assert.Equal(bytes.Length, whole.Advance(bytes, toBoundary: false));
        }

        Assert.True(whole.AtBoundary);
    }

    private static byte[] Message(int length)
    {
        byte[] message = new byte[length + 5];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), length);
        return message;
    }
}
