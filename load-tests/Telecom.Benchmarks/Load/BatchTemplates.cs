using Google.Protobuf;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>
/// Batches encoded once, without their sequence number, instant and handle declarations: what is sent again and again while only the
/// beginning of the message changes. So the generator's work on a batch is a copy.
/// </summary>
internal sealed class BatchTemplates
{
    /// <summary>At least this many different batches go round, so that no cache of a server knows what comes.</summary>
    private const int Least = 64;

    private readonly byte[][] _tables;
    private readonly byte[] _outage;
    private readonly int _groups;

    /// <summary>Encodes the batches of a shape.</summary>
    public BatchTemplates(LoadShape shape)
    {
        Shape = shape;
        _groups = shape.Groups;
        int variants = Math.Max(1, (Least + _groups - 1) / _groups);
        var random = new Random(shape.Seed);
        _tables = [.. Enumerable.Range(0, _groups * variants).Select(i => Encode(shape, i % _groups, random, isDown: false))];
        _outage = Encode(shape, 0, random, isDown: true);
    }

    /// <summary>The shape.</summary>
    public LoadShape Shape { get; }

    /// <summary>Bytes of a batch without its beginning.</summary>
    public int BatchBytes => _tables[0].Length;

    /// <summary>The tables of a lane's batch.</summary>
    /// <param name="index">Number of the batch on its lane, from 0.</param>
    public byte[] Tables(long index) => Shape.OutageBatches.Contains(index) ? _outage : _tables[index % _tables.Length];

    /// <summary>The instant that the tables of a lane's batch count from, microseconds after the first.</summary>
    /// <param name="index">Number of the batch on its lane, from 0.</param>
    public long OffsetUs(long index) => index / _groups * Shape.SecondsPerBatch * 1_000_000L;

    private static byte[] Encode(LoadShape shape, int group, Random random, bool isDown)
    {
        var batch = new SampleBatch { Latency = new LatencyTable(), Throughput = new ThroughputTable(), Loss = new LossTable() };
        long before = 0;
        for (int row = 0; row < shape.Rows; row++)
        {
            // The circuits of a second are spread over it, as an agent that probes one after the other would.
            int place = row % shape.CircuitsPerBatch;
            long at = (row / shape.CircuitsPerBatch * 1_000_000L) + (place * 1_000_000L / shape.CircuitsPerBatch);
            uint handle = (uint)((group * shape.CircuitsPerBatch) + place + 1);
            long delta = at - before;
            before = at;
            batch.Latency.Circuit.Add(handle);
            batch.Latency.TimeDeltaUs.Add(delta);
            batch.Latency.LatencyUs.Add(Values.LatencyUs(random));
            batch.Throughput.Circuit.Add(handle);
            batch.Throughput.TimeDeltaUs.Add(delta);
            batch.Throughput.ThroughputBps.Add(Values.ThroughputBps(random));
            batch.Loss.Circuit.Add(handle);
            batch.Loss.TimeDeltaUs.Add(delta);
            batch.Loss.Sent.Add((uint)shape.PacketsPerSample);
            batch.Loss.Lost.Add(isDown ? Values.LostInOutage(shape.PacketsPerSample, row) : Values.Lost(random, shape.PacketsPerSample));
        }

        return batch.ToByteArray();
    }
}
