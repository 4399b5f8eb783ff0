using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class SampleLogContract
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    [ContractFact]
    public async Task A_range_says_what_a_partition_has()
    {
        int partition = Lane().PartitionOf(Log.PartitionCount);
        Assert.Equal(new LogRange(LogPosition.Start, LogPosition.Start), await Log.GetRangeAsync(partition, CancellationToken.None));

        await AppendAsync(Batch(Lane(), 1));
        await AppendAsync(Batch(Lane(), 2));

        LogPosition last = (await Log.ReadAllAsync(partition))[^1].Position;
        Assert.Equal(new LogRange(LogPosition.Start, last), await Log.GetRangeAsync(partition, CancellationToken.None));
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        Assert.Equal(new LogRange(LogPosition.Start, last), await reader.GetRangeAsync(partition, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Log.GetRangeAsync(Log.PartitionCount, CancellationToken.None));
    }

    [ContractFact]
    public async Task A_trim_removes_what_is_consumed_and_old_and_the_range_says_so()
    {
        int partition = Lane().PartitionOf(Log.PartitionCount);
        await FillThreeDaysAsync();
        List<LogEntry> all = await Log.ReadAllAsync(partition);

        LogTrimResult result = await TrimAsync(new() { [partition] = all[1].Position }, before: OneDay);

        List<LogEntry> left = await Log.ReadAllAsync(partition);
        Assert.Equal([3ul, 4ul, 5ul, 6ul], left.Select(SequenceOf));
        Assert.Equal((2, 0), (result.Records, result.Lanes));
        Assert.Equal(new LogRange(all[1].Position, all[^1].Position), await Log.GetRangeAsync(partition, CancellationToken.None));
        await ReopenAsync();
        Assert.Equal(new LogRange(all[1].Position, all[^1].Position), await Log.GetRangeAsync(partition, CancellationToken.None));
        Assert.Equal(left.Select(entry => entry.Position), (await Log.ReadAllAsync(partition)).Select(entry => entry.Position));
        Assert.Equal((AppendOutcome.Duplicate, 6ul, ""), Parts(await AppendAsync(Batch(Lane(), 1))));
        Assert.Equal((AppendOutcome.Appended, 7ul, ""), Parts(await AppendAsync(Batch(Lane(), 7))));
        Assert.Equal(0, (await TrimAsync(new() { [partition] = all[1].Position }, before: OneDay)).Records);
    }

    [ContractFact]
    public async Task A_trim_never_goes_beyond_what_is_consumed()
    {
        int partition = Lane().PartitionOf(Log.PartitionCount);
        await FillThreeDaysAsync();
        List<LogEntry> all = await Log.ReadAllAsync(partition);

        // Nothing is known of the partition; then only the first record of it is consumed.
        await TrimAsync([], before: TimeSpan.Zero);
        Assert.Equal(6, (await Log.ReadAllAsync(partition)).Count);
        await TrimAsync(new() { [partition] = all[0].Position }, before: TimeSpan.Zero);

        List<LogEntry> left = await Log.ReadAllAsync(partition);
        Assert.Equal([2ul, 3ul, 4ul, 5ul, 6ul], left.Select(SequenceOf).SkipWhile(static sequence => sequence < 2));
        Assert.True((await Log.GetRangeAsync(partition, CancellationToken.None)).TrimmedTo <= all[0].Position);
    }

    [ContractFact]
    public async Task A_trim_never_removes_what_is_young()
    {
        int partition = Lane().PartitionOf(Log.PartitionCount);
        await FillThreeDaysAsync();
        for (int calls = 0; calls < 3; calls++)
        {
            await Log.TrimAsync(new LogTrim(ConsumedAll(), NowUs() - Us(OneDay + TimeSpan.FromHours(1)), 0), CancellationToken.None);
        }

        Assert.Equal([3ul, 4ul, 5ul, 6ul], (await Log.ReadAllAsync(partition)).Select(SequenceOf));
    }

    [ContractFact]
    public async Task A_lane_is_forgotten_only_when_it_is_idle_and_empty()
    {
        ProducerLane gone = Lane(1, 1);
        ProducerLane full = Lane(1, 2);
        ProducerLane busy = Lane(1, 3);
        await Together(Batch(gone, 1, outcome: "kept", refused: 1), Batch(busy, 1));
        Engine.Time.Advance(OneDay);
        await Together(Batch(full, 1), Batch(busy, 2));
        Engine.Time.Advance(OneDay);
        await AppendAsync(Batch(busy, 3));

        // All three are older than asked for, or not; nothing is consumed: all stay.
        LogTrimResult none = await Log.TrimAsync(new LogTrim(new Dictionary<int, LogPosition>(), NowUs(), NowUs()), CancellationToken.None);
        Assert.Equal((0L, 0), (none.Records, none.Lanes));

        LogTrimResult some = await Log.TrimAsync(new LogTrim(ConsumedAll(), NowUs() - Us(OneDay), NowUs()), CancellationToken.None);

        Assert.Equal(1, some.Lanes);
        Assert.Null(await Log.GetProducerAsync(gone, CancellationToken.None));
        Assert.Equal([full, busy], (await Log.ListProducersAsync(gone.Agent, CancellationToken.None)).Select(static at => at.Lane));
        await ReopenAsync();
        Assert.Equal([full, busy], (await Log.ListProducersAsync(gone.Agent, CancellationToken.None)).Select(static at => at.Lane));

        // A forgotten lane that goes on is a gap that stands at 0; one that begins anew begins at 1 and has no outcome of before.
        Assert.Equal((AppendOutcome.Gap, 0ul, ""), Parts(await AppendAsync(Batch(gone, 2))));
        Assert.Equal((AppendOutcome.Appended, 1ul, ""), Parts(await AppendAsync(Batch(gone, 1))));
        Assert.Equal((AppendOutcome.Duplicate, 1ul, ""), Parts(await AppendAsync(Batch(gone, 1))));
        Assert.Equal((AppendOutcome.Duplicate, 3ul, ""), Parts(await AppendAsync(Batch(busy, 3))));
    }

    [ContractFact]
    public async Task A_reader_goes_on_over_what_is_trimmed()
    {
        int partition = Lane().PartitionOf(Log.PartitionCount);
        await FillThreeDaysAsync();
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        IReadOnlyList<LogEntry> first = await reader.ReadAsync(partition, LogPosition.Start, 1, CancellationToken.None);

        await Log.TrimAsync(new LogTrim(ConsumedAll(), NowUs() - Us(OneDay), 0), CancellationToken.None);

        IReadOnlyList<LogEntry> rest = await reader.ReadAsync(partition, first[0].Position, 1 << 20, CancellationToken.None);
        Assert.Equal([3ul, 4ul, 5ul, 6ul], rest.Select(SequenceOf));
        Assert.Equal(await Log.GetRangeAsync(partition, CancellationToken.None), await reader.GetRangeAsync(partition, CancellationToken.None));
    }

    // Two records a day, the last of them now.
    private async Task FillThreeDaysAsync()
    {
        for (ulong sequence = 1; sequence <= 6; sequence++)
        {
            await AppendAsync(Batch(Lane(), sequence));
            if (sequence is 2 or 4)
            {
                Engine.Time.Advance(OneDay);
            }
        }
    }

    private Task<LogTrimResult> TrimAsync(Dictionary<int, LogPosition> consumed, TimeSpan before) =>
        Log.TrimAsync(new LogTrim(consumed, NowUs() - Us(before), 0), CancellationToken.None).AsTask();

    private long NowUs() => Us(Engine.Time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    private static long Us(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
