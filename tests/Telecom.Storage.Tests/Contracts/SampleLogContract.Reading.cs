using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class SampleLogContract
{
    [ContractFact]
    public async Task Reading_goes_on_after_a_position_and_stops_at_the_bytes()
    {
        await Together([.. Sequences(1, 6).Select(sequence => Batch(Lane(), sequence, length: 100))]);
        int partition = Lane().PartitionOf(Log.PartitionCount);
        List<LogEntry> all = await Log.ReadAllAsync(partition);

        Assert.Equal([3ul, 4ul, 5ul], (await Log.ReadAsync(partition, all[1].Position, 300, CancellationToken.None)).Select(SequenceOf));
        Assert.Equal([3ul, 4ul], (await Log.ReadAsync(partition, all[1].Position, 299, CancellationToken.None)).Select(SequenceOf));
        Assert.Equal([3ul], (await Log.ReadAsync(partition, all[1].Position, 1, CancellationToken.None)).Select(SequenceOf));
        Assert.Empty(await Log.ReadAsync(partition, all[5].Position, 300, CancellationToken.None));
    }

    [ContractFact]
    public async Task A_wait_ends_when_a_batch_is_appended()
    {
        Task wait = Log.WaitForAppendAsync(TimeSpan.FromHours(1), CancellationToken.None).AsTask();
        Assert.False(wait.IsCompleted);

        await AppendAsync(Batch(Lane(), 1));

        await wait.WaitAsync(Eventually.Bound);
    }

    [ContractFact]
    public async Task A_wait_ends_when_the_time_is_up()
    {
        Task wait = Log.WaitForAppendAsync(TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();
        Engine.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(wait.IsCompleted);

        Engine.Time.Advance(TimeSpan.FromSeconds(2));

        await wait.WaitAsync(Eventually.Bound);
    }

    [ContractFact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using CancellationTokenSource stop = new();
        Task wait = Log.WaitForAppendAsync(TimeSpan.FromHours(1), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Eventually.Bound));
    }

    [ContractFact]
    public async Task A_reader_of_its_own_sees_every_acknowledged_batch_at_once()
    {
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        Assert.Equal(Log.PartitionCount, reader.PartitionCount);
        for (ulong sequence = 1; sequence <= 50; sequence++)
        {
            await AppendAsync(Batch(Lane(), sequence));
            Assert.Equal(Sequences(1, sequence), (await reader.ReadAllAsync(Lane())).Select(SequenceOf));
        }
    }

    [ContractFact]
    public async Task A_reader_of_its_own_is_woken_by_an_append()
    {
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        Task wait = reader.WaitForAppendAsync(TimeSpan.FromHours(1), CancellationToken.None).AsTask();
        await Eventually.TrueAsync(() => Engine.Time.ActiveTimers > 0, "the reader waits");
        Assert.False(wait.IsCompleted);

        await AppendAsync(Batch(Lane(), 1));

        await Eventually.TrueAsync(
            () =>
            {
                Engine.Time.Advance(TimeSpan.FromMilliseconds(100));
                return wait.IsCompleted;
            },
            "the reader is woken");
        await wait;
    }

    [ContractFact]
    public async Task A_reader_of_its_own_gives_up_waiting_when_the_time_is_up()
    {
        await using ISampleLogReader reader = await Engine.OpenReaderAsync();
        DateTimeOffset began = Engine.Time.GetUtcNow();
        Task wait = reader.WaitForAppendAsync(TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();
        await Eventually.TrueAsync(
            () =>
            {
                Engine.Time.Advance(TimeSpan.FromMilliseconds(500));
                return wait.IsCompleted;
            },
            "the wait ends");
        await wait;
        Assert.True(Engine.Time.GetUtcNow() - began >= TimeSpan.FromSeconds(10));
    }
}
