using Telecom.Contracts;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Simulation.Tests.Engine;
using Telecom.Simulation.Tests.Stores;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Cells;

namespace Telecom.Simulation.Tests.Model;

/// <summary>
/// What must be true at the end, worked out from what the agents sent and from nothing that the services did: sums over lists of samples,
/// and for the verdict cells that were filled one sample at a time.
/// </summary>
internal static class Oracle
{
    private static readonly Lazy<PlanTerms> Terms = new(() =>
        ContractLoader.Load(File.ReadAllBytes(Path.Combine(Proofs.Root, "contracts", "infopromo.yaml")), "infopromo.yaml").Document!.Newest.Plan("premium")!.Terms()!);

    public static int Check(World world)
    {
        int samples = world.Lanes.Sum(lane => CheckLog(world, lane));
        for (int partition = 0; partition < World.Partitions; partition++)
        {
            CheckCells(world, partition);
        }

        Array.ForEach(BatchMaker.Circuits, circuit => CheckVerdict(world, circuit));
        return samples;
    }

    private static IEnumerable<SimBatch> Stored(World world, SimLane lane) => lane.Spool.Take((int)world.Log.Durable.LastOf(lane.Key));

    /// <summary>What the cells must hold: what is stored, and of a lane whose spool was lost also what was counted before a stale log took over.</summary>
    private static IEnumerable<SimBatch> Counted(World world, SimLane lane)
    {
        ulong last = world.Log.Durable.LastOf(lane.Key);
        if (lane.Abandoned && world.FailOvers > 0)
        {
            // Nobody can send it again, and what was counted of acknowledged samples is right.
            ulong folded = world.Cells.Of(lane.Key.PartitionOf(World.Partitions)).Lanes.GetValueOrDefault(lane.Key).FoldedSequence;
            Require(folded <= (ulong)lane.Spool.Count, $"{lane.Key} is folded to {folded} and sent only {lane.Spool.Count}");
            last = Math.Max(last, folded);
        }

        return lane.Spool.Take((int)last);
    }

    /// <summary>Every acknowledged batch is in the log, once, with its good samples and nothing else.</summary>
    private static int CheckLog(World world, SimLane lane)
    {
        ulong last = world.Log.Durable.LastOf(lane.Key);
        Require(last <= (ulong)lane.Spool.Count, $"{lane.Key} has {last} in the log and sent only {lane.Spool.Count}");
        Require(last >= lane.Acknowledged || (lane.Abandoned && world.FailsOver), $"{lane.Key} has {last} in the log and {lane.Acknowledged} acknowledged");
        Require(lane.Abandoned || last == (ulong)lane.Spool.Count, $"{lane.Key} sent {lane.Spool.Count}, and {last} are in the log");
        LogRecord[] records =
        [
            .. world.Log.Durable.Records(lane.Key.PartitionOf(World.Partitions)).Select(e => LogRecord.Parser.ParseFrom(e.Record.Span))
                .Where(r => Owns(lane, r)),
        ];
        SimBatch[] stored = [.. Stored(world, lane).Where(b => b.Good.Count > 0)];
        Require(
            records.Select(r => r.Batch.Sequence).SequenceEqual(stored.Select(b => b.Message.Sequence)),
            $"{lane.Key}: the log has batches {string.Join(' ', records.Select(r => r.Batch.Sequence))}, not {string.Join(' ', stored.Select(b => b.Message.Sequence))}");
        foreach ((LogRecord record, SimBatch batch) in records.Zip(stored))
        {
            Require(Read(record).Order(ByText).SequenceEqual(batch.Good.Order(ByText)), $"{lane.Key}: batch {batch.Message.Sequence} is not stored as it was sent");
        }

        LogState.LaneLog? log = world.Log.Durable.Lanes.GetValueOrDefault(lane.Key);
        int good = stored.Sum(b => b.Good.Count);
        Require((log?.Stored ?? 0) == (ulong)good, $"{lane.Key}: {log?.Stored} samples stored, {good} were good");
        int bad = Stored(world, lane).Sum(b => b.Bad);
        Require((log?.Refused ?? 0) == (ulong)bad, $"{lane.Key}: {log?.Refused} samples refused, {bad} were bad");
        return good;
    }

    /// <summary>Every cell holds the samples of its minute, each once; there is no other cell; the lanes' progress says the same.</summary>
    private static void CheckCells(World world, int partition)
    {
        CellsPartition cells = world.Cells.Of(partition);
        SimLane[] lanes = [.. world.Lanes.Where(l => l.Key.PartitionOf(World.Partitions) == partition)];
        Dictionary<CellKey, List<SimSample>> expected = [];
        Dictionary<CellKey, ulong> late = [];
        foreach (SimLane lane in lanes)
        {
            foreach (SimBatch batch in Counted(world, lane))
            {
                foreach (SimSample sample in batch.Good)
                {
                    CellKey key = new(sample.Circuit, lane.Key.Agent, sample.TimeUs / 60_000_000);
                    if (batch.TooLate)
                    {
                        late[key] = late.GetValueOrDefault(key) + 1;
                    }
                    else if (expected.TryGetValue(key, out List<SimSample>? list))
                    {
                        list.Add(sample);
                    }
                    else
                    {
                        expected[key] = [sample];
                    }
                }
            }

            ulong folded = (ulong)Counted(world, lane).Where(b => !b.TooLate).Sum(b => b.Good.Count);
            LaneProgress progress = cells.Lanes.GetValueOrDefault(lane.Key);
            Require(progress.FoldedSamples == folded, $"{lane.Key}: {progress.FoldedSamples} samples folded, {folded} were sent in time");
        }

        Require(expected.Count == cells.Cells.Count && expected.Keys.All(cells.Cells.ContainsKey), $"partition {partition} has {cells.Cells.Count} cells, not {expected.Count}");
        Require(
            late.Count == cells.Late.Count && late.All(l => cells.Late.GetValueOrDefault(l.Key) == l.Value),
            $"partition {partition}: {cells.Late.Values.Aggregate(0UL, (s, c) => s + c)} samples too late, not {late.Values.Aggregate(0UL, (s, c) => s + c)}");
        foreach ((CellKey key, List<SimSample> samples) in expected)
        {
            CheckCell(key, samples, MinuteCellCodec.Decode(cells.Cells[key].Span));
        }
    }

    private static void CheckCell(CellKey key, List<SimSample> samples, MinuteCell cell)
    {
        CheckValues($"{key} latency", [.. samples.Where(s => s.Metric == 'l').Select(s => s.Value * 1_000)], cell.Latency);
        CheckValues($"{key} throughput", [.. samples.Where(s => s.Metric == 't').Select(s => s.Value)], cell.Throughput);
        SimSample[] packets = [.. samples.Where(s => s.Metric == 'p')];
        Require(packets.Length == cell.LossCount, $"{key}: {cell.LossCount} loss samples, not {packets.Length}");
        for (int second = 0; second < 60 && packets.Length > 0; second++)
        {
            SimSample[] of = [.. packets.Where(s => s.TimeUs / 1_000_000 % 60 == second)];
            Require(
                of.Sum(s => s.Value) == cell.SentBySecond[second] && of.Sum(s => (long)s.Lost) == cell.LostBySecond[second],
                $"{key} second {second}: {cell.LostBySecond[second]} of {cell.SentBySecond[second]} lost, not {of.Sum(s => (long)s.Lost)} of {of.Sum(s => s.Value)}");
        }
    }

    private static void CheckValues(string what, long[] values, LogHistogram histogram)
    {
        Require(values.Length == histogram.Count, $"{what}: {histogram.Count} samples, not {values.Length}");
        Require((UInt128)values.Sum() == histogram.Sum, $"{what}: sum {histogram.Sum}, not {values.Sum()}");
        Require(values.Length == 0 || (values.Min() == histogram.Min && values.Max() == histogram.Max), $"{what}: least or greatest differ");
    }

    /// <summary>The verdict on what the services counted is the verdict on what the agents sent.</summary>
    private static void CheckVerdict(World world, string circuit)
    {
        MinuteCell[] counted =
        [
            .. Enumerable.Range(0, World.Partitions).SelectMany(p => world.Cells.Of(p).Cells.Select(c => (Place: (c.Key.Minute, p, c.Key.Agent), c.Key, c.Value)))
                .Where(c => c.Key.Circuit == circuit).OrderBy(c => c.Place).Select(c => MinuteCellCodec.Decode(c.Value.Span)),
        ];

        // By partition and agent, in the order of the log, as a fault-free run counts them: what lies between two delays in a row depends on
        // the order, and a share at a bound inside a bucket is estimated cell by cell.
        SortedDictionary<(long Minute, int Partition, string Agent), MinuteCell> sent = [];
        for (int partition = 0; partition < World.Partitions; partition++)
        {
            SimLane[] lanes = [.. world.Lanes.Where(l => l.Key.PartitionOf(World.Partitions) == partition)];
            IEnumerable<(SimLane Lane, SimBatch Batch)> stored = world.Log.Durable.Records(partition)
                .Select(e => LogRecord.Parser.ParseFrom(e.Record.Span))
                .Select(r => (Record: r, Lane: lanes.Single(l => Owns(l, r))))
                .Select(r => (r.Lane, r.Lane.Spool[(int)r.Record.Batch.Sequence - 1]));
            IEnumerable<(SimLane Lane, SimBatch Batch)> countedBefore = lanes.SelectMany(l => Counted(world, l).Skip(Stored(world, l).Count()).Select(b => (l, b)));
            foreach ((SimLane lane, SimBatch batch) in stored.Concat(countedBefore))
            {
                foreach (SimSample sample in batch.Good.Where(s => !batch.TooLate && s.Circuit == circuit))
                {
                    long minute = MinuteCell.MinuteOf(new UtcInstant(sample.TimeUs));
                    if (!sent.TryGetValue((minute, partition, lane.Key.Agent), out MinuteCell? cell))
                    {
                        sent[(minute, partition, lane.Key.Agent)] = cell = new MinuteCell(minute);
                    }

                    Add(cell, sample);
                }
            }
        }

        // A stale replica that takes over rewrites the order of the log: what was counted before is then in another order than the log has now,
        // and of all figures only the variation between delays in a row depends on that.
        bool ordered = world.FailOvers == 0;
        string expected = Verdict(sent.Values, ordered);
        string actual = Verdict(counted, ordered);
        Require(actual == expected, $"the verdict of {circuit} is {actual}, without faults it is {expected}");
    }

    private static bool Owns(SimLane lane, LogRecord record) =>
        record.Agent == lane.Key.Agent && record.Lane == lane.Key.Lane && record.SpoolEpoch.Span.SequenceEqual(lane.Key.Epoch.ToBytes());

    private static void Add(MinuteCell cell, SimSample sample)
    {
        UtcInstant at = new(sample.TimeUs);
        switch (sample.Metric)
        {
            case 'l':
                cell.AddLatency(at, sample.Value * 1_000);
                break;
            case 't':
                cell.AddThroughput(at, sample.Value);
                break;
            default:
                cell.AddLoss(at, (uint)sample.Value, sample.Lost);
                break;
        }
    }

    private static string Verdict(IEnumerable<MinuteCell> cells, bool ordered)
    {
        long startUs = (SimClock.Start.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;
        UtcInstant start = new(startUs - UtcInstant.PerDay);
        RatingScope scope = new(new TimeRange(start, start.Plus(2 * UtcInstant.PerDay)), start, start.Plus(UtcInstant.PerDay + (4 * 3_600 * EventLoop.Second)));
        CircuitRating rating = CircuitRater.Rate(Terms.Value, scope, cells);
        return $"{rating.State} {rating.SampleCount} {rating.Availability.State} {rating.Availability.DowntimeUs} {rating.Availability.MeasuredUs}"
            + $" {string.Join(' ', rating.Outages)} {string.Join(' ', rating.Performance.Where(p => ordered || p.Statistic.Kind != StatisticKind.DelayVariation).Select(p => $"{p.ValueText}/{p.State}"))}";
    }

    private static List<SimSample> Read(LogRecord record)
    {
        Dictionary<uint, string> circuits = record.CircuitNames();
        List<SimSample> samples = [];
        long time = record.Batch.BaseTimeUs;
        for (int i = 0; record.Batch.Latency is { } table && i < table.Circuit.Count; i++)
        {
            samples.Add(new SimSample('l', circuits[table.Circuit[i]], time += table.TimeDeltaUs[i], (long)table.LatencyUs[i], 0));
        }

        time = record.Batch.BaseTimeUs;
        for (int i = 0; record.Batch.Throughput is { } table && i < table.Circuit.Count; i++)
        {
            samples.Add(new SimSample('t', circuits[table.Circuit[i]], time += table.TimeDeltaUs[i], (long)table.ThroughputBps[i], 0));
        }

        time = record.Batch.BaseTimeUs;
        for (int i = 0; record.Batch.Loss is { } table && i < table.Circuit.Count; i++)
        {
            samples.Add(new SimSample('p', circuits[table.Circuit[i]], time += table.TimeDeltaUs[i], table.Sent[i], table.Lost[i]));
        }

        return samples;
    }

    private static readonly Comparer<SimSample> ByText = Comparer<SimSample>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationFailedException(otherwise);
        }
    }
}
