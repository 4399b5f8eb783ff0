using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Tests.Spooling;

/// <summary>An agent that was away for so long that the server forgot its lane.</summary>
public sealed class ForgottenLaneTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);
    private static readonly SpoolOptions Keeping = new() { Directory = "", KeepAcknowledged = TimeSpan.FromDays(3650) };

    [Fact]
    public void The_spool_begins_a_new_epoch_with_what_was_not_acknowledged_and_nothing_else()
    {
        ManualTime time = new();
        using SpoolWorld world = Acknowledged(time);
        SpoolEpoch epoch = world.Spool.Epoch;
        time.Advance(Retention);
        world.Reopen();

        Assert.False(world.Spool.Reconcile(0, out _, Retention));

        Assert.NotEqual(epoch, world.Spool.Epoch);
        Assert.Equal(world.Appended[6..], world.ReadFrom(1));
        Assert.True(world.Spool.Reconcile(0, out ulong resumeAt, Retention));
        Assert.Equal(1UL, resumeAt);
    }

    [Fact]
    public void A_clock_that_is_an_hour_behind_the_servers_does_not_send_again_what_the_server_had()
    {
        ManualTime time = new();
        using SpoolWorld world = Acknowledged(time);
        time.Advance(Retention - TimeSpan.FromHours(1));
        world.Reopen();
        Assert.False(world.Spool.Reconcile(0, out _, Retention));
        Assert.Equal(world.Appended[6..], world.ReadFrom(1));
    }

    [Fact]
    public void Before_that_time_and_without_that_time_the_server_is_healed_from_what_is_kept()
    {
        ManualTime time = new();
        using SpoolWorld world = Acknowledged(time);
        SpoolEpoch epoch = world.Spool.Epoch;
        time.Advance(Retention * 0.99);
        world.Reopen();
        Assert.True(world.Spool.Reconcile(0, out ulong resumeAt, Retention));
        Assert.Equal(1UL, resumeAt);
        time.Advance(Retention * 10);
        Assert.True(world.Spool.Reconcile(0, out _));
        Assert.Equal(epoch, world.Spool.Epoch);
    }

    [Fact]
    public void A_lane_that_the_server_still_knows_goes_on_however_long_it_was_away()
    {
        ManualTime time = new();
        using SpoolWorld world = Acknowledged(time);
        time.Advance(Retention * 2);
        Assert.True(world.Spool.Reconcile(6, out ulong resumeAt, Retention));
        Assert.Equal(7UL, resumeAt);
    }

    /// <summary>Ten batches, six of them acknowledged.</summary>
    private static SpoolWorld Acknowledged(ManualTime time)
    {
        SpoolWorld world = new(Keeping, time);
        for (int i = 0; i < 10; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _, Retention));
        world.Spool.MarkSent(6);
        world.Spool.Commit(6, 0, 0, 6);
        return world;
    }
}
