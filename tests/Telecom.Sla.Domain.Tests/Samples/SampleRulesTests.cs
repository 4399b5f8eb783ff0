using Telecom.Sla.Domain.Samples;

namespace Telecom.Sla.Domain.Tests.Samples;

public sealed class SampleRulesTests
{
    private const long Now = 1_800_000_000_000_000;

    [Theory]
    [InlineData(Now, SampleFault.None)]
    [InlineData(Now + 5_000_000, SampleFault.None)]
    [InlineData(Now + 5_000_001, SampleFault.TimeInFuture)]
    [InlineData(long.MaxValue, SampleFault.TimeInFuture)]
    [InlineData(SampleRules.EarliestInstantUs, SampleFault.None)]
    [InlineData(SampleRules.EarliestInstantUs - 1, SampleFault.TimeOutOfRange)]
    [InlineData(long.MinValue, SampleFault.TimeOutOfRange)]
    public void Instants(long instant, SampleFault fault) => Assert.Equal(fault, SampleRules.CheckInstant(instant, Now, 5_000_000));

    [Fact]
    public void A_clock_near_the_end_of_time_overflows_nothing() =>
        Assert.Equal(SampleFault.None, SampleRules.CheckInstant(long.MaxValue, long.MaxValue, long.MaxValue));

    [Theory]
    [InlineData(0f, SampleFault.None)]
    [InlineData(3.6e9f, SampleFault.None)]
    [InlineData(3_600_000_256f, SampleFault.TooLarge)]
    [InlineData(float.MaxValue, SampleFault.TooLarge)]
    [InlineData(-float.Epsilon, SampleFault.Negative)]
    [InlineData(float.NaN, SampleFault.NotFinite)]
    [InlineData(float.PositiveInfinity, SampleFault.NotFinite)]
    [InlineData(float.NegativeInfinity, SampleFault.NotFinite)]
    public void Latencies(float latency, SampleFault fault) => Assert.Equal(fault, SampleRules.CheckLatency(latency));

    [Theory]
    [InlineData(0d, SampleFault.None)]
    [InlineData(1e15, SampleFault.None)]
    [InlineData(1.0000000000000002e15, SampleFault.TooLarge)]
    [InlineData(-1e-300, SampleFault.Negative)]
    [InlineData(double.NaN, SampleFault.NotFinite)]
    [InlineData(double.PositiveInfinity, SampleFault.NotFinite)]
    public void Throughputs(double throughput, SampleFault fault) => Assert.Equal(fault, SampleRules.CheckThroughput(throughput));

    [Theory]
    [InlineData(1u, 0u, SampleFault.None)]
    [InlineData(1u, 1u, SampleFault.None)]
    [InlineData(1_000_000_000u, 1_000_000_000u, SampleFault.None)]
    [InlineData(0u, 0u, SampleFault.NothingSent)]
    [InlineData(0u, 1u, SampleFault.NothingSent)]
    [InlineData(1_000_000_001u, 0u, SampleFault.TooLarge)]
    [InlineData(uint.MaxValue, uint.MaxValue, SampleFault.TooLarge)]
    [InlineData(1u, 2u, SampleFault.LostAboveSent)]
    public void Packets(uint sent, uint lost, SampleFault fault) => Assert.Equal(fault, SampleRules.CheckLoss(sent, lost));

    [Theory]
    [InlineData(0.0005f, 1)]
    [InlineData(0.0015f, 2)]
    [InlineData(0.5f, 500)]
    [InlineData(12_345.678f, 12_345_678)]
    [InlineData(3.6e9f, SampleRules.MaxLatencyNanoseconds)]
    public void Latencies_become_whole_nanoseconds(float latency, long nanoseconds)
    {
        long exact = (long)Math.Round((decimal)(double)latency * 1000m, MidpointRounding.ToEven);
        Assert.Equal(exact, SampleRules.LatencyNanoseconds(latency));
        Assert.InRange(SampleRules.LatencyNanoseconds(latency), nanoseconds - 1, nanoseconds + 1);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(99_999_999.51, 100_000_000)]
    [InlineData(1e15, SampleRules.MaxThroughputBitsPerSecond)]
    public void Throughputs_become_whole_bits_per_second_half_to_even(double throughput, long bits) =>
        Assert.Equal(bits, SampleRules.ThroughputBitsPerSecond(throughput));

    [Fact]
    public void A_half_nanosecond_is_rounded_to_even()
    {
        // 0.0625 us = 62.5 ns and 0.1875 us = 187.5 ns are exact as floats.
        Assert.Equal(62, SampleRules.LatencyNanoseconds(0.0625f));
        Assert.Equal(188, SampleRules.LatencyNanoseconds(0.1875f));
    }
}
