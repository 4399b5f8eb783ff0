namespace Telecom.Benchmarks.Load;

/// <summary>Values of a line in good order, the same for every system that is measured.</summary>
internal static class Values
{
    /// <summary>Round-trip delay: log-normal around 20 ms, microseconds.</summary>
    public static float LatencyUs(Random random) => (float)(20_000 * Math.Exp(0.25 * Normal(random)));

    /// <summary>Throughput: 100 to 110 Mbit/s, in bit/s.</summary>
    public static double ThroughputBps(Random random) => 100_000_000 + random.Next(10_000_000);

    /// <summary>Packets lost of some: one in a hundred on the average, and hardly ever two of a sample.</summary>
    public static uint Lost(Random random, int packets) => random.Next(100) < packets ? 1u : 0u;

    /// <summary>Packets lost of some in a second of an outage: two of three.</summary>
    public static uint LostInOutage(int packets, long second) => packets == 1 ? (second % 3 == 0 ? 0u : 1u) : (uint)(packets * 2 / 3);

    /// <summary>A normal deviate (Box and Muller, 1958).</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
