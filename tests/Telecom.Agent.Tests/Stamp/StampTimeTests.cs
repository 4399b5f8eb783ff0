using Telecom.Agent.Stamp;

namespace Telecom.Agent.Tests.Stamp;

public class StampTimeTests
{
    [Theory]
    [InlineData(0, 0x83AA7E80_00000000UL)] // 1970-01-01: 2208988800 s after 1900
    [InlineData(500_000_000, 0x83AA7E80_80000000UL)]
    [InlineData(-1_000_000_000, 0x83AA7E7F_00000000UL)]
    [InlineData(-500_000_000, 0x83AA7E7F_80000000UL)]
    [InlineData(2_085_978_496L * 1_000_000_000, 0UL)] // 2036-02-07T06:28:16Z, the beginning of era 1
    public void Ntp_timestamps_are_those_of_rfc_5905(long unixNanoseconds, ulong expected) =>
        Assert.Equal(expected, StampTime.Encode(unixNanoseconds, TimestampFormat.Ntp));

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(1_999_999_999, 0x00000001_3B9AC9FFUL)]
    [InlineData(4_294_967_296L * 1_000_000_000 + 7, 7UL)]
    public void Ptp_timestamps_are_seconds_and_nanoseconds(long unixNanoseconds, ulong expected) =>
        Assert.Equal(expected, StampTime.Encode(unixNanoseconds, TimestampFormat.Ptp));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Differences_are_exact_to_a_nanosecond_also_across_the_wrap_of_seconds(bool ptp)
    {
        TimestampFormat format = ptp ? TimestampFormat.Ptp : TimestampFormat.Ntp;
        long wrap = ptp ? 4_294_967_296 : 2_085_978_496;
        Random random = new(8186);
        for (int i = 0; i < 10_000; i++)
        {
            long from = wrap * 1_000_000_000 + random.NextInt64(-5_000_000_000, 5_000_000_000);
            long difference = random.NextInt64(-5_000_000_000, 5_000_000_000);
            long measured = StampTime.Difference(StampTime.Encode(from + difference, format), StampTime.Encode(from, format), format);
            Assert.InRange(measured - difference, ptp ? 0 : -1, ptp ? 0 : 1);
            Assert.InRange(StampTime.Decode(StampTime.Encode(from, format), format, from + difference) - from, -2, 2);
        }
    }
}
