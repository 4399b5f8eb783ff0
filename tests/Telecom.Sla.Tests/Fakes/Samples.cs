using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>One sample as a test thinks of it.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="TimeUs">Its instant.</param>
/// <param name="Metric">"latency", "throughput" or "loss".</param>
/// <param name="Value">Microseconds, or bits per second; for loss, packets sent.</param>
/// <param name="Lost">Packets lost.</param>
internal sealed record Sample(string Circuit, long TimeUs, string Metric, double Value, uint Lost = 0)
{
    public static Sample Latency(string circuit, long timeUs, float microseconds) => new(circuit, timeUs, "latency", microseconds);

    public static Sample Throughput(string circuit, long timeUs, double bps) => new(circuit, timeUs, "throughput", bps);

    public static Sample Loss(string circuit, long timeUs, uint sent, uint lost) => new(circuit, timeUs, "loss", sent, lost);
}

/// <summary>One record of the log as a test thinks of it.</summary>
internal sealed record Batch(ProducerLane Lane, ulong Sequence, long ReceivedAtUs, IReadOnlyList<Sample> Samples)
{
    /// <summary>The record as Ingestion would store it.</summary>
    public LogRecord ToRecord()
    {
        LogRecord record = new()
        {
            Agent = Lane.Agent,
            SpoolEpoch = ByteString.CopyFrom(Lane.Epoch.ToBytes()),
            Lane = Lane.Lane,
            ReceivedAtUs = ReceivedAtUs,
            Batch = new SampleBatch { Sequence = Sequence, BaseTimeUs = Samples.Count == 0 ? 0 : Samples[0].TimeUs },
        };
        Dictionary<string, uint> handles = [];
        foreach (string circuit in Samples.Select(s => s.Circuit).Distinct())
        {
            // Handles as a stream would give them: neither dense nor in order.
            uint handle = (uint)(((handles.Count + 1) * 7) + (circuit.Length % 5));
            handles[circuit] = handle;
            record.Circuits.Add(new CircuitHandle { Handle = handle, Circuit = circuit });
        }

        AddLatency(record.Batch, handles);
        AddThroughput(record.Batch, handles);
        AddLoss(record.Batch, handles);
        return record;
    }

    public byte[] ToBytes() => ToRecord().ToByteArray();

    private void AddLatency(SampleBatch batch, Dictionary<string, uint> handles)
    {
        long time = batch.BaseTimeUs;
        foreach (Sample sample in Samples.Where(s => s.Metric == "latency"))
        {
            batch.Latency ??= new LatencyTable();
            batch.Latency.Circuit.Add(handles[sample.Circuit]);
            batch.Latency.TimeDeltaUs.Add(sample.TimeUs - time);
            batch.Latency.LatencyUs.Add((float)sample.Value);
            time = sample.TimeUs;
        }
    }

    private void AddThroughput(SampleBatch batch, Dictionary<string, uint> handles)
    {
        long time = batch.BaseTimeUs;
        foreach (Sample sample in Samples.Where(s => s.Metric == "throughput"))
        {
            batch.Throughput ??= new ThroughputTable();
            batch.Throughput.Circuit.Add(handles[sample.Circuit]);
            batch.Throughput.TimeDeltaUs.Add(sample.TimeUs - time);
            batch.Throughput.ThroughputBps.Add(sample.Value);
            time = sample.TimeUs;
        }
    }

    private void AddLoss(SampleBatch batch, Dictionary<string, uint> handles)
    {
        long time = batch.BaseTimeUs;
        foreach (Sample sample in Samples.Where(s => s.Metric == "loss"))
        {
            batch.Loss ??= new LossTable();
            batch.Loss.Circuit.Add(handles[sample.Circuit]);
            batch.Loss.TimeDeltaUs.Add(sample.TimeUs - time);
            batch.Loss.Sent.Add((uint)sample.Value);
            batch.Loss.Lost.Add(sample.Lost);
            time = sample.TimeUs;
        }
    }
}
