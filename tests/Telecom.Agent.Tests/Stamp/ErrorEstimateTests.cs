using Telecom.Agent.Stamp;

namespace Telecom.Agent.Tests.Stamp;

public class ErrorEstimateTests
{
    [Theory]
    [InlineData(0x0001, false, false, 0, 1)]
    [InlineData(0x8001, true, false, 0, 1)]
    [InlineData(0x4001, false, true, 0, 1)]
    [InlineData(0x3fff, false, false, 63, 255)]
    [InlineData(0xffff, true, true, 63, 255)]
    [InlineData(0x95ab, true, false, 0x15, 0xab)]
    public void The_bits_are_s_z_scale_multiplier(int bits, bool synchronized, bool ptp, int scale, int multiplier)
    {
        ErrorEstimate estimate = new(synchronized, ptp ? TimestampFormat.Ptp : TimestampFormat.Ntp, scale, multiplier);
        Assert.Equal((ushort)bits, estimate.Encode());
        Assert.Equal(estimate, ErrorEstimate.Decode((ushort)bits));
    }

    [Fact]
    public void An_estimate_is_never_below_the_error_and_above_it_by_less_than_one_part_in_127()
    {
        Random random = new(4656);
        for (int i = 0; i < 10_000; i++)
        {
            long nanoseconds = random.NextInt64(1L << random.Next(1, 40));
            ErrorEstimate estimate = ErrorEstimate.FromNanoseconds(true, TimestampFormat.Ntp, nanoseconds);
            Assert.InRange(estimate.Multiplier, 1, 255);
            Assert.InRange(estimate.Scale, 0, 63);

            // multiplier * 2^scale / 2^32 seconds, in exact integers.
            Int128 stated = ((Int128)estimate.Multiplier << estimate.Scale) * 1_000_000_000;
            Int128 wanted = (Int128)nanoseconds << 32;
            Assert.True(stated >= wanted, $"{nanoseconds} ns became {estimate}");
            Assert.True(stated * 127 <= (wanted + 1_000_000_000) * 128 + 127 * (Int128)1_000_000_000, $"{nanoseconds} ns became {estimate}");
        }
    }
}
