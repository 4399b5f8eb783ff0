using Telecom.Agent.Clocks;
using Telecom.Agent.Probing;

namespace Telecom.Agent.Tests.Probing;

public class IcmpMethodTests
{
    [Theory]
    [InlineData(new byte[] { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 }, 0x220d)] // the example of RFC 1071 section 3
    [InlineData(new byte[] { 0x01 }, 0xfeff)]
    [InlineData(new byte[] { }, 0xffff)]
    public void The_checksum_is_that_of_rfc_1071(byte[] bytes, int expected) => Assert.Equal((ushort)expected, IcmpMethod.Checksum(bytes));

    [Fact]
    public void A_request_is_read_back_from_its_reply_with_and_without_an_ip_header_and_by_its_own_session_only()
    {
        IcmpMethod method = new();
        byte[] buffer = new byte[method.MaximumPacket];
        int length = method.Write(buffer, 0x00010002, new ClockAnchor(0, 0, 1_000_000_000), 123456789, out ulong token);
        Assert.Equal(64, length);
        Assert.Equal(8, buffer[0]);
        Assert.Equal(0, IcmpMethod.Checksum(buffer.AsSpan(0, length)));

        byte[] request = buffer[..length];
        Assert.False(method.TryRead(request, out _));
        byte[] reply = [.. request];
        reply[0] = 0;
        Assert.True(method.TryRead(reply, out ProbeAnswer answer));
        Assert.Equal(new ProbeAnswer(0x00010002, token, 0), answer);
        byte[] withHeader = [0x46, .. new byte[23], .. reply];
        Assert.True(method.TryRead(withHeader, out answer));
        Assert.Equal(0x00010002u, answer.Sequence);
        Assert.False(new IcmpMethod().TryRead(reply, out _));
        for (int cut = 0; cut < 28; cut++)
        {
            Assert.False(method.TryRead(reply.AsSpan(0, cut), out _));
        }
    }
}
