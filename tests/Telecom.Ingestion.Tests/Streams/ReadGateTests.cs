using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;

namespace Telecom.Ingestion.Tests.Streams;

public sealed class ReadGateTests
{
    [Fact]
    public async Task Room_is_there_until_the_items_are_used_up()
    {
        ReadGate gate = new(2, 1000);
        gate.Take(1);
        Task free = gate.WaitForRoomAsync(default).AsTask();
        Assert.True(free.IsCompletedSuccessfully);
        gate.Take(1);
        Task waiting = gate.WaitForRoomAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        gate.Give(1);
        await waiting.WithinBound();
    }

    [Fact]
    public async Task Room_is_there_until_the_bytes_are_used_up()
    {
        ReadGate gate = new(100, 1000);
        gate.Take(999);
        Assert.True(gate.HasRoom);
        gate.Take(5000);
        Assert.False(gate.HasRoom);
        Assert.Equal(5999, gate.Bytes);
        Task waiting = gate.WaitForRoomAsync(default).AsTask();
        gate.Give(999);
        Assert.False(gate.HasRoom);
        gate.Give(5000);
        await waiting.WithinBound();
    }

    [Fact]
    public async Task Every_waiter_is_let_through_when_room_comes()
    {
        ReadGate gate = new(1, 1000);
        gate.Take(1);
        Task[] waiting = [.. Enumerable.Range(0, 50).Select(_ => gate.WaitForRoomAsync(default).AsTask())];
        Assert.DoesNotContain(waiting, t => t.IsCompleted);
        gate.Give(1);
        await Task.WhenAll(waiting).WithinBound();
    }

    [Fact]
    public async Task A_waiter_can_be_cancelled()
    {
        ReadGate gate = new(1, 1000);
        gate.Take(1);
        using CancellationTokenSource source = new();
        Task waiting = gate.WaitForRoomAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WithinBound());
    }
}
