using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>One sample, as nothing but its meaning: what goes in and what the log must hold.</summary>
internal readonly record struct Sample(Metric Metric, string Circuit, long InstantUs, double Value, uint Sent, uint Lost)
{
    public static Sample Latency(string circuit, long instantUs, float us) => new(Metric.Latency, circuit, instantUs, us, 0, 0);

    public static Sample Throughput(string circuit, long instantUs, double bps) => new(Metric.Throughput, circuit, instantUs, bps, 0, 0);

    public static Sample Loss(string circuit, long instantUs, uint sent, uint lost) => new(Metric.Loss, circuit, instantUs, 0, sent, lost);

    /// <summary>The samples of a record, read as the measurement service reads it.</summary>
    public static IReadOnlyList<Sample> Of(LogRecord record)
    {
        Dictionary<uint, string> circuits = record.CircuitNames();
        List<Sample> samples = [];
        if (record.Batch.Latency is { } latency)
        {
            long time = record.Batch.BaseTimeUs;
            for (int i = 0; i < latency.Circuit.Count; i++)
            {
                time = checked(time + latency.TimeDeltaUs[i]);
                samples.Add(Latency(circuits[latency.Circuit[i]], time, latency.LatencyUs[i]));
            }
        }

        if (record.Batch.Throughput is { } throughput)
        {
            long time = record.Batch.BaseTimeUs;
            for (int i = 0; i < throughput.Circuit.Count; i++)
            {
                time = checked(time + throughput.TimeDeltaUs[i]);
                samples.Add(Throughput(circuits[throughput.Circuit[i]], time, throughput.ThroughputBps[i]));
            }
        }

        if (record.Batch.Loss is { } loss)
        {
            long time = record.Batch.BaseTimeUs;
            for (int i = 0; i < loss.Circuit.Count; i++)
            {
                time = checked(time + loss.TimeDeltaUs[i]);
                samples.Add(Loss(circuits[loss.Circuit[i]], time, loss.Sent[i], loss.Lost[i]));
            }
        }

        return samples;
    }
}
