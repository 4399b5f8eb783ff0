using Telecom.Agent.Stamp;

namespace Telecom.Agent.Tests.Stamp;

public class StampPacketTests
{
    [Fact]
    public void A_sender_packet_has_the_octets_of_the_rfcs_figure()
    {
        byte[] packet = [.. Enumerable.Repeat((byte)0xee, 44)];
        new SenderPacket(0x01020304, 0x1112131415161718, new ErrorEstimate(true, TimestampFormat.Ntp, 0x15, 0xab)).Write(packet);

        byte[] expected = new byte[44];
        new byte[] { 0x01, 0x02, 0x03, 0x04, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x95, 0xab }.CopyTo(expected, 0);
        Assert.Equal(expected, packet);
    }

    [Fact]
    public void A_reflected_packet_has_the_octets_of_the_rfcs_figure()
    {
        byte[] packet = [.. Enumerable.Repeat((byte)0xee, 44)];
        new ReflectedPacket(
            0x01020304,
            0x1112131415161718,
            new ErrorEstimate(false, TimestampFormat.Ptp, 1, 2),
            0x2122232425262728,
            new SenderPacket(0x31323334, 0x4142434445464748, new ErrorEstimate(true, TimestampFormat.Ptp, 63, 255)),
            64).Write(packet);

        byte[] expected =
        [
            0x01, 0x02, 0x03, 0x04, // 0: sequence number
            0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, // 4: timestamp T3
            0x41, 0x02, // 12: error estimate, S=0 Z=1
            0, 0, // 14: MBZ
            0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, // 16: receive timestamp T2
            0x31, 0x32, 0x33, 0x34, // 24: sender's sequence number
            0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, // 28: sender's timestamp T1
            0xff, 0xff, // 36: sender's error estimate
            0, 0, // 38: MBZ
            64, // 40: sender's TTL
            0, 0, 0, // 41: MBZ
        ];
        Assert.Equal(expected, packet);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(43)]
    public void A_sender_packet_below_44_octets_is_refused(int length) => Assert.False(SenderPacket.TryRead(new byte[length], out _));

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_reflected_packet_below_41_octets_is_refused(int length) => Assert.False(ReflectedPacket.TryRead(new byte[length], out _));

    [Fact]
    public void Reading_gives_what_was_written_and_ignores_octets_that_must_be_zero()
    {
        Random random = new(8762);
        for (int i = 0; i < 1000; i++)
        {
            ReflectedPacket packet = new(
                (uint)random.NextInt64(),
                (ulong)random.NextInt64(),
                RandomError(random),
                (ulong)random.NextInt64(),
                new SenderPacket((uint)random.NextInt64(), (ulong)random.NextInt64(), RandomError(random)),
                (byte)random.Next(256));
            byte[] buffer = new byte[44];
            packet.Write(buffer);
            foreach (int mustBeZero in new[] { 14, 15, 38, 39, 41, 42, 43 })
            {
                buffer[mustBeZero] = (byte)random.Next(256);
            }

            Assert.True(ReflectedPacket.TryRead(buffer, out ReflectedPacket read));
            Assert.Equal(packet, read);
            packet.Sender.Write(buffer);
            Assert.True(SenderPacket.TryRead(buffer, out SenderPacket sender));
            Assert.Equal(packet.Sender, sender);
        }
    }

    private static ErrorEstimate RandomError(Random random) => ErrorEstimate.Decode((ushort)random.Next(65536));
}
