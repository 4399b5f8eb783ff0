using Telecom.Storage.Cells;
using Telecom.Storage.Log;

namespace Telecom.Storage.Tests.Contracts;

public abstract partial class MeasurementStoreContract
{
    [ContractFact]
    public async Task A_new_partition_is_leased_at_the_start()
    {
        PartitionLease lease = await LeaseAsync(5, Alice);
        Assert.Equal((5, Alice, LogPosition.Start), (lease.Partition, lease.Owner, lease.Position));
    }

    [ContractFact]
    public async Task Another_owner_is_refused_while_the_lease_holds_and_only_for_that_partition()
    {
        await LeaseAsync(5, Alice);
        Engine.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(await Store.AcquireLeaseAsync(5, Bob, Ten, CancellationToken.None));
        Assert.NotNull(await Store.AcquireLeaseAsync(6, Bob, Ten, CancellationToken.None));
    }

    [ContractFact]
    public async Task Renewing_keeps_the_fence_and_moves_the_end()
    {
        PartitionLease first = await LeaseAsync(5, Alice);
        Engine.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(first.Fence, (await LeaseAsync(5, Alice)).Fence);
        Engine.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(await Store.AcquireLeaseAsync(5, Bob, Ten, CancellationToken.None));
    }

    [ContractFact]
    public async Task An_expired_lease_is_taken_over_with_a_newer_fence_at_the_position_it_came_to()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        Assert.True(await ApplyAsync(alice, LogPosition.Start, At(7), Cells()));
        Engine.Time.Advance(Ten);

        PartitionLease bob = await LeaseAsync(5, Bob);

        Assert.True(bob.Fence > alice.Fence);
        Assert.Equal(At(7), bob.Position);
    }

    [ContractFact]
    public async Task A_stale_owner_changes_nothing()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        Engine.Time.Advance(Ten);
        PartitionLease bob = await LeaseAsync(5, Bob);
        FoldWrites everything = new(
            [Cell(1, "alice's")],
            [new LaneProgress(Support.Lanes.Lane(), 9, 9, 9)],
            [new TooLateCount(new CellKey(Circuit, Agent, 1), 3)]);

        Assert.False(await ApplyAsync(alice, LogPosition.Start, At(1), everything));

        Assert.Empty(await CircuitAsync(Circuit));
        Assert.Equal(0ul, await Store.CountTooLateAsync(Circuit, 0, 10, CancellationToken.None));
        Assert.Null(await Store.GetProgressAsync(Support.Lanes.Lane(), CancellationToken.None));
        Assert.True(await ApplyAsync(bob, LogPosition.Start, At(1), Cells(Cell(1, "bob's"))));
        Assert.Equal([(Agent, 1L, "bob's")], await CircuitAsync(Circuit));
    }

    [ContractFact]
    public async Task A_stale_owner_stays_out_even_after_the_new_one_expired()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        Engine.Time.Advance(Ten);
        await LeaseAsync(5, Bob);
        Engine.Time.Advance(Ten);
        Assert.False(await ApplyAsync(alice, LogPosition.Start, At(1), Cells(Cell(1, "alice's"))));
    }

    [ContractFact]
    public async Task An_owner_that_expired_but_was_not_replaced_may_still_write()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        Engine.Time.Advance(Ten + Ten);
        Assert.True(await ApplyAsync(alice, LogPosition.Start, At(1), Cells(Cell(1, "late"))));
    }

    [ContractFact]
    public async Task A_lease_that_is_given_back_is_free_at_once_and_good_for_nothing()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        await Store.ReleaseLeaseAsync(alice, CancellationToken.None);

        Assert.False(await ApplyAsync(alice, LogPosition.Start, At(1), Cells(Cell(1, "after"))));
        Assert.True((await LeaseAsync(5, Bob)).Fence > alice.Fence);
    }

    [ContractFact]
    public async Task Giving_back_a_stale_lease_leaves_the_new_owners_alone()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        Engine.Time.Advance(Ten);
        PartitionLease bob = await LeaseAsync(5, Bob);

        await Store.ReleaseLeaseAsync(alice, CancellationToken.None);

        Assert.Null(await Store.AcquireLeaseAsync(5, Alice, Ten, CancellationToken.None));
        Assert.True(await ApplyAsync(bob, LogPosition.Start, At(1), Cells()));
    }

    [ContractFact]
    public async Task Leases_and_positions_outlive_the_process()
    {
        PartitionLease alice = await LeaseAsync(5, Alice);
        await ApplyAsync(alice, LogPosition.Start, At(7), Cells());

        await ReopenAsync();

        Assert.Null(await Store.AcquireLeaseAsync(5, Bob, Ten, CancellationToken.None));
        Assert.Equal(At(7), (await LeaseAsync(5, Alice)).Position);
        Assert.True(await ApplyAsync(alice, At(7), At(8), Cells()));
    }
}
