using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Measurement;

/// <summary>Random cells.</summary>
internal static class Cells
{
    /// <summary>A sample as an action, so that it can be added in any order.</summary>
    public static Action<MinuteCell> Sample(Random random, long minute)
    {
        UtcInstant instant = new((minute * UtcInstant.PerMinute) + random.NextInt64(UtcInstant.PerMinute));
        switch (random.Next(3))
        {
            case 0:
                long latency = random.Next(10) == 0 ? SampleRules.MaxLatencyNanoseconds : random.NextInt64(1L << random.Next(1, 36));
                return cell => cell.AddLatency(instant, latency);
            case 1:
                long throughput = random.Next(10) == 0 ? SampleRules.MaxThroughputBitsPerSecond : random.NextInt64(1L << random.Next(1, 40));
                return cell => cell.AddThroughput(instant, throughput);
            default:
                uint sent = random.Next(10) == 0 ? SampleRules.MaxPackets : (uint)random.Next(1, 20);
                uint lost = (uint)random.NextInt64(sent + 1L);
                return cell => cell.AddLoss(instant, sent, lost);
        }
    }

    public static MinuteCell Draw(Random random, long minute, int samples)
    {
        MinuteCell cell = new(minute);
        for (int i = 0; i < samples; i++)
        {
            Sample(random, minute)(cell);
        }

        return cell;
    }
}
