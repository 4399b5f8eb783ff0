using Google.Protobuf;
using Telecom.Ingestion.Otlp.Buckets;
using Telecom.Ingestion.Otlp.Points;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Otlp.Door;

/// <summary>Writes samples as the log holds them: the same record as a batch of a stream.</summary>
internal static class DoorRecords
{
    /// <summary>The record of samples.</summary>
    /// <param name="lane">The door's lane.</param>
    /// <param name="sequence">Sequence number in it.</param>
    /// <param name="receivedAtUs">When the export came, microseconds since the Unix epoch.</param>
    /// <param name="samples">At least one.</param>
    public static byte[] Encode(ProducerLane lane, ulong sequence, long receivedAtUs, IReadOnlyList<DoorSample> samples)
    {
        LogRecord record = new()
        {
            Agent = lane.Agent,
            SpoolEpoch = UnsafeByteOperations.UnsafeWrap(lane.Epoch.ToBytes()),
            Lane = lane.Lane,
            ReceivedAtUs = receivedAtUs,
            Batch = new SampleBatch { Sequence = sequence, BaseTimeUs = samples[0].TimeUs },
        };
        Dictionary<string, uint> handles = new(StringComparer.Ordinal);
        Dictionary<SampleKind, long> last = [];
        foreach (DoorSample sample in samples)
        {
            if (!handles.TryGetValue(sample.Circuit, out uint handle))
            {
                handles[sample.Circuit] = handle = (uint)handles.Count + 1;
                record.Circuits.Add(new CircuitHandle { Handle = handle, Circuit = sample.Circuit });
            }

            long delta = sample.TimeUs - last.GetValueOrDefault(sample.Kind, record.Batch.BaseTimeUs);
            last[sample.Kind] = sample.TimeUs;
            Add(record.Batch, sample, handle, delta);
        }

        return record.ToByteArray();
    }

    private static void Add(SampleBatch batch, DoorSample sample, uint handle, long delta)
    {
        switch (sample.Kind)
        {
            case SampleKind.Latency:
                LatencyTable latency = batch.Latency ??= new LatencyTable();
                latency.Circuit.Add(handle);
                latency.TimeDeltaUs.Add(delta);
                latency.LatencyUs.Add(sample.LatencyUs);
                break;
            case SampleKind.Throughput:
                ThroughputTable throughput = batch.Throughput ??= new ThroughputTable();
                throughput.Circuit.Add(handle);
                throughput.TimeDeltaUs.Add(delta);
                throughput.ThroughputBps.Add(sample.ThroughputBps);
                break;
            case SampleKind.Loss:
                LossTable loss = batch.Loss ??= new LossTable();
                loss.Circuit.Add(handle);
                loss.TimeDeltaUs.Add(delta);
                loss.Sent.Add(sample.Sent);
                loss.Lost.Add(sample.Lost);
                break;
            default:
                if (sample.Distribution is { } row)
                {
                    Add(batch.Distribution ??= new DistributionTable(), row, handle, delta);
                }

                break;
        }
    }

    private static void Add(DistributionTable table, DistributionRow row, uint handle, long delta)
    {
        table.Circuit.Add(handle);
        table.TimeDeltaUs.Add(delta);
        table.Metric.Add(row.Metric);
        table.Scale.Add(LogBuckets.Scale);
        table.ZeroCount.Add(row.Zeros);
        table.Sum.Add(row.Sum);
        table.Min.Add(row.Min);
        table.Max.Add(row.Max);
        table.Offset.Add(row.Offset);
        table.Buckets.Add((uint)row.Counts.Length);
        table.Counts.AddRange(row.Counts);
        table.SourceErrorPpm.Add(row.SourceErrorPpm);
    }
}
