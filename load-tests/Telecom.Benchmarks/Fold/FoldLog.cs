using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Benchmarks.Fold;

/// <summary>A log in memory: one three-value sample a second and circuit, in batches as collectors of up to 500 circuits send them.</summary>
internal sealed class FoldLog : ISampleLogReader
{
    private const int CircuitsPerLane = 500;
    private const int RowsPerBatch = 500;

    /// <summary>First instant, microseconds since the Unix epoch: 2026-09-01T00:00:00Z.</summary>
    public const long Start = 1_788_220_800L * 1_000_000;

    private readonly List<byte[]>[] _records;

    private FoldLog(int partitions)
    {
        _records = new List<byte[]>[partitions];
        for (int i = 0; i < partitions; i++)
        {
            _records[i] = [];
        }
    }

    /// <inheritdoc/>
    public int PartitionCount => _records.Length;

    /// <summary>Values in the log.</summary>
    public long Values { get; private set; }

    /// <summary>When the last batch was received.</summary>
    public DateTimeOffset End { get; private set; }

    /// <summary>Makes the log.</summary>
    public static FoldLog Make(int circuits, int minutes, int partitions)
    {
        FoldLog log = new(partitions);
        Random random = new(1);
        for (int first = 0; first < circuits; first += CircuitsPerLane)
        {
            int own = Math.Min(CircuitsPerLane, circuits - first);
            ProducerLane lane = new($"customers/acme/agents/collector-{first / CircuitsPerLane}", new SpoolEpoch((UInt128)(first + 1)), 0);
            List<byte[]> records = log._records[lane.PartitionOf(partitions)];
            int seconds = Math.Max(1, RowsPerBatch / own);
            ulong sequence = 0;
            for (int second = 0; second < minutes * 60; second += seconds)
            {
                records.Add(Record(random, lane, ++sequence, first, own, second, Math.Min(seconds, (minutes * 60) - second)));
            }
        }

        log.Values = (long)circuits * minutes * 60 * 3;
        log.End = DateTimeOffset.UnixEpoch.AddMicroseconds(Start).AddMinutes(minutes);
        return log;
    }

    /// <summary>Name of a circuit.</summary>
    public static string CircuitName(int number) => $"customers/acme/circuits/line-{number}";

    /// <summary>Where a partition ends.</summary>
    public LogPosition EndOf(int partition) => _records[partition].Count == 0 ? LogPosition.Start : new LogPosition(1, _records[partition].Count);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        List<LogEntry> entries = [];
        int bytes = 0;
        for (int i = (int)after.Minor; i < _records[partition].Count && (entries.Count == 0 || bytes + _records[partition][i].Length <= maxBytes); i++)
        {
            bytes += _records[partition][i].Length;
            entries.Add(new LogEntry(new LogPosition(1, i + 1), _records[partition][i]));
        }

        return ValueTask.FromResult<IReadOnlyList<LogEntry>>(entries);
    }

    /// <inheritdoc/>
    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken) => ValueTask.FromResult(new LogRange(LogPosition.Start, EndOf(partition)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static byte[] Record(Random random, ProducerLane lane, ulong sequence, int first, int circuits, int second, int seconds)
    {
        SampleBatch batch = new()
        {
            Sequence = sequence,
            BaseTimeUs = Start + (second * 1_000_000L),
            Latency = new LatencyTable(),
            Throughput = new ThroughputTable(),
            Loss = new LossTable(),
        };
        LogRecord record = new()
        {
            Agent = lane.Agent,
            SpoolEpoch = ByteString.CopyFrom(lane.Epoch.ToBytes()),
            Lane = lane.Lane,
            ReceivedAtUs = Start + ((second + seconds) * 1_000_000L),
            Batch = batch,
        };
        for (int circuit = 0; circuit < circuits; circuit++)
        {
            record.Circuits.Add(new CircuitHandle { Handle = (uint)(circuit + 1), Circuit = CircuitName(first + circuit) });
        }

        long step = 1_000_000 / circuits;
        for (int row = 0; row < circuits * seconds; row++)
        {
            uint handle = (uint)((row % circuits) + 1);
            long delta = row == 0 ? 0 : row % circuits == 0 ? 1_000_000 - (step * (circuits - 1)) : step;
            Row(batch.Latency.Circuit, batch.Latency.TimeDeltaUs, handle, delta);
            batch.Latency.LatencyUs.Add((float)(20_000 * Math.Exp(0.25 * Normal(random))));
            Row(batch.Throughput.Circuit, batch.Throughput.TimeDeltaUs, handle, delta);
            batch.Throughput.ThroughputBps.Add(100e6 * (1 + (0.05 * Normal(random))));
            Row(batch.Loss.Circuit, batch.Loss.TimeDeltaUs, handle, delta);
            batch.Loss.Sent.Add(1);
            batch.Loss.Lost.Add(random.Next(100) == 0 || IsDown((second + (row / circuits)) / 60) ? 1u : 0u);
        }

        return record.ToByteArray();
    }

    /// <summary>Two outages in a month, of 20 and of 7 minutes.</summary>
    private static bool IsDown(int minute) => minute is (>= 5000 and < 5020) or (>= 30_000 and < 30_007);

    private static void Row(Google.Protobuf.Collections.RepeatedField<uint> circuits, Google.Protobuf.Collections.RepeatedField<long> deltas, uint handle, long delta)
    {
        circuits.Add(handle);
        deltas.Add(delta);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
