using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class SampleLogContract
{
    [ContractFact]
    public async Task A_batch_is_stored_in_its_lanes_partition_byte_for_byte()
    {
        AppendResult result = await AppendAsync(Batch(Lane(), 1, length: 20_000));
        Assert.Equal(AppendOutcome.Appended, result.Outcome);
        Assert.Equal(1ul, result.DurableSequence);

        for (int partition = 0; partition < Log.PartitionCount; partition++)
        {
            List<LogEntry> entries = await Log.ReadAllAsync(partition);
            if (partition == Lane().PartitionOf(Log.PartitionCount))
            {
                Assert.Equal(Record(Lane(), 1, 20_000), Assert.Single(entries).Record.ToArray());
                Assert.True(entries[0].Position > LogPosition.Start);
            }
            else
            {
                Assert.Empty(entries);
            }
        }
    }

    [ContractFact]
    public async Task A_lane_that_never_appended_is_unknown()
    {
        Assert.Null(await Log.GetProducerAsync(Lane(), CancellationToken.None));
        Assert.Empty(await Log.ListProducersAsync(Lane().Agent, CancellationToken.None));
    }

    [ContractFact]
    public async Task A_replayed_sequence_is_acknowledged_with_its_first_outcome_and_stored_once()
    {
        await AppendAsync(Batch(Lane(), 1, outcome: "two refused", refused: 2));
        await AppendAsync(Batch(Lane(), 2));

        AppendResult first = await AppendAsync(Batch(Lane(), 1, outcome: "another answer", refused: 9));
        AppendResult second = await AppendAsync(Batch(Lane(), 2));

        Assert.Equal((AppendOutcome.Duplicate, 2ul, "two refused"), Parts(first));
        Assert.Equal((AppendOutcome.Duplicate, 2ul, ""), Parts(second));
        Assert.Equal([1ul, 2ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Equal(new ProducerPosition(Lane(), 2, 6, 2), await Log.GetProducerAsync(Lane(), CancellationToken.None));
    }

    [ContractFact]
    public async Task A_gap_stores_nothing_and_says_where_the_lane_stands()
    {
        Assert.Equal((AppendOutcome.Gap, 0ul, ""), Parts(await AppendAsync(Batch(Lane(), 2))));
        Assert.Null(await Log.GetProducerAsync(Lane(), CancellationToken.None));

        await AppendAsync(Batch(Lane(), 1));
        Assert.Equal((AppendOutcome.Gap, 1ul, ""), Parts(await AppendAsync(Batch(Lane(), 3))));
        Assert.Equal((AppendOutcome.Gap, 1ul, ""), Parts(await AppendAsync(Batch(Lane(), ulong.MaxValue))));
        Assert.Equal((AppendOutcome.Appended, 2ul, ""), Parts(await AppendAsync(Batch(Lane(), 2))));
        Assert.Equal([1ul, 2ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
    }

    [ContractFact]
    public async Task A_batch_without_samples_only_moves_its_lane()
    {
        await AppendAsync(new AppendEntry(Lane(), 1, default, 0, 5, "all refused"u8.ToArray()));

        Assert.Empty(await Log.ReadAllAsync(Lane()));
        Assert.Equal(new ProducerPosition(Lane(), 1, 0, 5), await Log.GetProducerAsync(Lane(), CancellationToken.None));
        Assert.Equal((AppendOutcome.Duplicate, 1ul, "all refused"), Parts(await AppendAsync(Batch(Lane(), 1))));
    }

    [ContractFact]
    public async Task Lanes_of_an_agent_are_independent_and_listed_by_epoch_and_lane()
    {
        ProducerLane[] lanes = [Lane(1, 3, 9), Lane(1, 0, 9), Lane(1, 200, 2), Lane(2, 0, 9)];
        await Together([.. lanes.Select(lane => Batch(lane, 1))]);
        await AppendAsync(Batch(lanes[0], 2));

        IReadOnlyList<ProducerPosition> listed = await Log.ListProducersAsync(lanes[0].Agent, CancellationToken.None);

        Assert.Equal([(lanes[2], 1ul), (lanes[1], 1ul), (lanes[0], 2ul)], listed.Select(at => (at.Lane, at.DurableSequence)));
    }

    [ContractFact]
    public async Task A_log_that_is_opened_again_knows_everything()
    {
        await AppendAsync(Batch(Lane(), 1, outcome: "kept", refused: 1));
        await AppendAsync(Batch(Lane(), 2));
        List<LogEntry> before = await Log.ReadAllAsync(Lane());

        await ReopenAsync();

        Assert.Equal(before.Select(entry => (entry.Position, SequenceOf(entry))), (await Log.ReadAllAsync(Lane())).Select(entry => (entry.Position, SequenceOf(entry))));
        Assert.Equal(new ProducerPosition(Lane(), 2, 6, 1), await Log.GetProducerAsync(Lane(), CancellationToken.None));
        Assert.Equal((AppendOutcome.Duplicate, 2ul, "kept"), Parts(await AppendAsync(Batch(Lane(), 1))));
        Assert.Equal((AppendOutcome.Appended, 3ul, ""), Parts(await AppendAsync(Batch(Lane(), 3))));
        Assert.True((await Log.ReadAllAsync(Lane()))[2].Position > before[1].Position);
    }

    [ContractFact]
    public async Task The_last_1024_outcomes_of_a_lane_are_kept_whatever_lies_between_them()
    {
        // Every third batch has an outcome; 1030 of them, so the first six are forgotten.
        await Together([.. Sequences(1, 3 * 1030).Select(sequence => Batch(Lane(), sequence, outcome: sequence % 3 == 0 ? $"outcome {sequence}" : ""))]);
        await ReopenAsync();

        AppendResult[] replayed = await Together([.. Sequences(1, 3 * 1030).Select(sequence => Batch(Lane(), sequence))]);

        Assert.Equal(
            Sequences(1, 3 * 1030).Select(sequence => sequence % 3 == 0 && sequence > 18 ? $"outcome {sequence}" : ""),
            replayed.Select(result => Parts(result).Outcome));
    }

    [ContractFact]
    public async Task A_batch_that_breaks_a_rule_is_the_callers_error()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Batch(Lane(), 0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Batch(Lane() with { Agent = "" }, 1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Batch(Lane() with { Epoch = default }, 1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(Batch(Lane(), 1) with { StoredSamples = -1 }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.ReadAsync(Log.PartitionCount, LogPosition.Start, 1, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.ReadAsync(0, LogPosition.Start, 0, CancellationToken.None));
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(Batch(Lane(), 1))).Outcome);
    }

    [ContractFact]
    public async Task A_closed_log_refuses_appends_as_unavailable()
    {
        await Log.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(Batch(Lane(), 1)));
        _log = await Engine.OpenAsync();
        Assert.Null(await Log.GetProducerAsync(Lane(), CancellationToken.None));
    }
}
