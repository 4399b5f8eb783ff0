using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class SampleLogContract
{
    /// <summary>The content window of every engine under test.</summary>
    public static readonly TimeSpan ContentWindow = TimeSpan.FromHours(24);

    [ContractFact]
    public async Task Content_that_the_log_has_is_named_and_changes_nothing()
    {
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(Keyed(Batch(Lane(), 1), 10, 20))).Outcome);

        AppendResult known = await AppendAsync(Keyed(Batch(Lane(), 2), 30, 20, 40, 10));

        Assert.Equal((AppendOutcome.KnownContent, 1ul, ""), Parts(known));
        Assert.Equal([1, 3], known.KnownKeys);
        Assert.Equal([1ul], (await Log.ReadAllAsync(Lane())).Select(SequenceOf));
        Assert.Equal(new ProducerPosition(Lane(), 1, 3, 0), await Log.GetProducerAsync(Lane(), CancellationToken.None));

        // The caller takes the known content out; the keys that were refused beside it were not remembered.
        AppendResult rest = await AppendAsync(Keyed(Batch(Lane(), 2), 30, 40));
        Assert.Equal((AppendOutcome.Appended, 2ul, ""), Parts(rest));
        Assert.Empty(rest.KnownKeys);
    }

    [ContractFact]
    public async Task Content_is_known_to_every_lane_of_its_agent_and_to_no_other_agent()
    {
        ProducerLane[] lanes = [.. ContentLanes(1).Take(2)];
        await AppendAsync(Keyed(Batch(lanes[0], 1), 7));

        Assert.Equal(AppendOutcome.KnownContent, (await AppendAsync(Keyed(Batch(lanes[1], 1), 7))).Outcome);
        Assert.Null(await Log.GetProducerAsync(lanes[1], CancellationToken.None));
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(Keyed(Batch(Lane(2), 1), 7))).Outcome);
    }

    [ContractFact]
    public async Task Content_of_a_log_that_is_opened_again_is_known()
    {
        await AppendAsync(Keyed(Batch(Lane(), 1), UInt128.MaxValue, 1));
        await ReopenAsync();
        AppendResult known = await AppendAsync(Keyed(Batch(Lane(), 2), UInt128.MaxValue));
        Assert.Equal(AppendOutcome.KnownContent, known.Outcome);
        Assert.Equal([0], known.KnownKeys);
    }

    [ContractFact]
    public async Task A_duplicate_and_a_gap_are_told_before_known_content()
    {
        await AppendAsync(Keyed(Batch(Lane(), 1, outcome: "first"), 7));
        Assert.Equal((AppendOutcome.Duplicate, 1ul, "first"), Parts(await AppendAsync(Keyed(Batch(Lane(), 1), 7))));
        Assert.Equal(AppendOutcome.Gap, (await AppendAsync(Keyed(Batch(Lane(), 5), 7))).Outcome);
    }

    [ContractFact]
    public async Task Of_appends_under_way_together_one_has_the_content()
    {
        AppendResult[] results = await Together([.. ContentLanes(1).Take(40).Select(static lane => Keyed(Batch(lane, 1), 7, 8))]);

        Assert.Single(results, static result => result.Outcome == AppendOutcome.Appended);
        Assert.All(results, static result => Assert.True(result.Outcome == AppendOutcome.Appended || result.KnownKeys.SequenceEqual([0, 1])));
        int stored = 0;
        for (int partition = 0; partition < Log.PartitionCount; partition++)
        {
            stored += (await Log.ReadAllAsync(partition)).Count;
        }

        Assert.Equal(1, stored);
    }

    [ContractFact]
    public async Task Content_is_known_for_the_window_and_forgotten_after_it()
    {
        await AppendAsync(Keyed(Batch(Lane(), 1), 7));
        Engine.Time.Advance(ContentWindow - TimeSpan.FromMinutes(1));
        await Log.TrimAsync(new LogTrim(ConsumedAll(), long.MaxValue, 0), CancellationToken.None);
        Assert.Equal(AppendOutcome.KnownContent, (await AppendAsync(Keyed(Batch(Lane(), 2), 7))).Outcome);
        await ReopenAsync();
        Assert.Equal(AppendOutcome.KnownContent, (await AppendAsync(Keyed(Batch(Lane(), 2), 7))).Outcome);

        Engine.Time.Advance(ContentWindow);
        await Log.TrimAsync(new LogTrim(ConsumedAll(), 0, 0), CancellationToken.None);
        Assert.Equal(AppendOutcome.Appended, (await AppendAsync(Keyed(Batch(Lane(), 2), 7))).Outcome);
    }

    /// <summary>
    /// Lanes of an agent that compare content with each other: all of them on one machine; those of one partition where an engine spreads
    /// the partitions.
    /// </summary>
    protected virtual IEnumerable<ProducerLane> ContentLanes(int agent) =>
        Enumerable.Range(0, 1000).Select(lane => Lane(agent, (uint)lane, epoch: (ulong)(lane % 3) + 7));

    protected static AppendEntry Keyed(AppendEntry entry, params UInt128[] keys) => entry with { ContentKeys = keys };

    protected Dictionary<int, LogPosition> ConsumedAll() =>
        Enumerable.Range(0, Log.PartitionCount).ToDictionary(static partition => partition, static _ => new LogPosition(long.MaxValue, long.MaxValue));
}
