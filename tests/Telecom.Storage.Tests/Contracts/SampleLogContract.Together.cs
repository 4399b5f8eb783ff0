using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class SampleLogContract
{
    [ContractFact]
    public async Task Duplicates_that_are_under_way_together_are_stored_once()
    {
        AppendResult[] results = await Together(
            Batch(Lane(), 1, outcome: "first"), Batch(Lane(), 1, outcome: "again"), Batch(Lane(), 2), Batch(Lane(), 1), Batch(Lane(), 2));

        Assert.Equal(
            [
                (AppendOutcome.Appended, 1ul, ""),
                (AppendOutcome.Duplicate, 1ul, "first"),
                (AppendOutcome.Appended, 2ul, ""),
                (AppendOutcome.Duplicate, 2ul, "first"),
                (AppendOutcome.Duplicate, 2ul, ""),
            ],
            results.Select(Parts));
        Assert.Equal([1ul, 2ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [ContractFact]
    public async Task Many_lanes_that_append_at_once_each_keep_their_order()
    {
        const int Count = 40;
        const ulong PerLane = 50;
        ProducerLane[] lanes = [.. Enumerable.Range(0, Count).Select(i => Lane(i % 5, (uint)i))];

        // Every lane has all its batches under way at once, without waiting for an acknowledgement.
        await Task.WhenAll(lanes.Select(lane => Task.Run(async () =>
        {
            List<Task<AppendResult>> underWay = [];
            for (ulong sequence = 1; sequence <= PerLane; sequence++)
            {
                underWay.Add(AppendAsync(Batch(lane, sequence)));
            }

            AppendResult[] results = await Task.WhenAll(underWay);
            Assert.All(results, result => Assert.Equal(AppendOutcome.Appended, result.Outcome));
        })));

        List<LogEntry> all = [];
        for (int partition = 0; partition < Log.PartitionCount; partition++)
        {
            List<LogEntry> entries = await Log.ReadAllAsync(partition);
            Assert.Equal(entries.Select(entry => entry.Position).Order(), entries.Select(entry => entry.Position));
            Assert.All(entries, entry => Assert.Equal(lanes[(int)LaneOf(entry)].PartitionOf(Log.PartitionCount), partition));
            all.AddRange(entries);
        }

        foreach (ProducerLane lane in lanes)
        {
            Assert.Equal(Sequences(1, PerLane), all.Where(entry => LaneOf(entry) == lane.Lane).Select(SequenceOf));
        }
    }

    [ContractFact]
    public async Task A_caller_that_stops_waiting_leaves_the_lane_whole()
    {
        using CancellationTokenSource stop = new();
        Task<AppendResult> abandoned = Log.AppendAsync(Batch(Lane(), 1), stop.Token).AsTask();
        await stop.CancelAsync();
        try
        {
            await abandoned;
        }
        catch (OperationCanceledException)
        {
            // Stopped in time; whether it was stored is what the next append tells.
        }

        AppendOutcome again = (await AppendAsync(Batch(Lane(), 1))).Outcome;
        Assert.True(again is AppendOutcome.Duplicate or AppendOutcome.Appended);
        Assert.Equal([1ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [ContractFact]
    public async Task An_append_that_is_cancelled_beforehand_stores_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Log.AppendAsync(Batch(Lane(), 1), new CancellationToken(true)));
        Assert.Null(await Log.GetProducerAsync(Lane(), CancellationToken.None));
    }

    [ContractFact]
    public async Task Closing_commits_what_is_under_way()
    {
        Task<AppendResult>[] underWay = [.. Sequences(1, 100).Select(sequence => AppendAsync(Batch(Lane(), sequence)))];
        await Log.DisposeAsync();
        AppendResult[] results = await Task.WhenAll(underWay);
        Assert.All(results, result => Assert.Equal(AppendOutcome.Appended, result.Outcome));

        _log = await Engine.OpenAsync();
        Assert.Equal(Sequences(1, 100), (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    /// <summary>Random appends in groups, some repeated, some out of order, against a model of ten lines.</summary>
    [ContractFact]
    public async Task Random_appends_do_what_the_model_says()
    {
        output.WriteLine($"seed {Proofs.Seed}");
        Random random = new(Proofs.Seed);
        ProducerLane[] lanes = [.. Enumerable.Range(0, 6).Select(i => Lane(i % 2, (uint)i, (ulong)(i % 3) + 1))];
        Dictionary<ProducerLane, List<AppendEntry>> model = lanes.ToDictionary(lane => lane, _ => new List<AppendEntry>());
        for (int round = 0; round < 60; round++)
        {
            List<AppendEntry> group = [];
            List<(AppendOutcome, ulong, string)> expected = [];
            for (int i = random.Next(1, 30); i > 0; i--)
            {
                ProducerLane lane = lanes[random.Next(lanes.Length)];
                List<AppendEntry> stored = model[lane];
                ulong next = (ulong)stored.Count + 1;
                ulong sequence = (ulong)Math.Max(1, (long)next + random.Next(4) - 2);
                AppendEntry entry = Batch(lane, sequence, outcome: random.Next(3) == 0 ? $"{round}.{i}" : "", refused: random.Next(3));
                group.Add(entry);
                if (sequence == next)
                {
                    stored.Add(entry);
                    expected.Add((AppendOutcome.Appended, sequence, ""));
                }
                else if (sequence < next)
                {
                    string outcome = System.Text.Encoding.UTF8.GetString(stored[(int)sequence - 1].Outcome.Span);
                    expected.Add((AppendOutcome.Duplicate, next - 1, outcome));
                }
                else
                {
                    expected.Add((AppendOutcome.Gap, next - 1, ""));
                }
            }

            Assert.Equal(expected, (await Together([.. group])).Select(Parts));
            if (round % 20 == 10)
            {
                await ReopenAsync();
            }
        }

        foreach ((ProducerLane lane, List<AppendEntry> stored) in model)
        {
            IEnumerable<LogEntry> read = (await Log.ReadAllAsync(lane)).Where(entry => LaneOf(entry) == lane.Lane);
            Assert.Equal(stored.Select(entry => entry.Record.ToArray()), read.Select(entry => entry.Record.ToArray()));
            ProducerPosition? position = await Log.GetProducerAsync(lane, CancellationToken.None);
            Assert.Equal((ulong)stored.Count, position?.DurableSequence ?? 0);
            Assert.Equal((ulong)stored.Sum(entry => entry.RefusedSamples), position?.RefusedSamples ?? 0);
        }
    }
}
