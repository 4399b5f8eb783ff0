using Grpc.Core;
using Telecom.Hosting;
using Telecom.Sla.Status;

namespace Telecom.Sla.Tests.Status;

public sealed class FairTurnsTests
{
    private const string Noisy = "customers/noisy";
    private const string Quiet = "customers/quiet";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task One_request_waits_for_one_round_however_many_another_customer_has()
    {
        FairTurns turns = new(4, 1000, TimeSpan.FromSeconds(1));
        IDisposable[] taken = await FillAsync(turns, Noisy, 4);
        Task<IDisposable>[] noisy = [.. Enumerable.Range(0, 100).Select(_ => Ask(turns, Noisy))];
        Task<IDisposable> quiet = Ask(turns, Quiet);
        taken[0].Dispose();
        taken[1].Dispose();
        using IDisposable turn = await quiet.WaitAsync(Bound);
        Assert.Equal(99, turns.Waiting);
        _ = await noisy[0].WaitAsync(Bound);
        Assert.All(noisy[1..], one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public async Task Customers_that_wait_have_their_turns_in_rotation_and_each_serves_its_first_first()
    {
        FairTurns turns = new(1, 1000, TimeSpan.FromSeconds(1));
        IDisposable turn = await turns.TakeAsync("x", default);
        (string Name, Task<IDisposable> Turn)[] waiting =
            [.. new[] { "a1", "a2", "a3", "b1", "b2", "c1" }.Select(name => (name, Ask(turns, name[..1])))];
        List<string> order = [];
        foreach (string name in new[] { "a1", "b1", "c1", "a2", "b2", "a3" })
        {
            turn.Dispose();
            turn = await waiting.Single(one => one.Name == name).Turn.WaitAsync(Bound);
            order.Add(name);
            Assert.Equal(order.Count, waiting.Count(one => one.Turn.IsCompleted));
        }

        turn.Dispose();
        turn.Dispose();
        using IDisposable free = await turns.TakeAsync("x", default);
        Assert.False(Ask(turns, "x").IsCompleted);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_line()
    {
        FairTurns turns = new(1, 1000, TimeSpan.FromSeconds(1));
        IDisposable taken = await turns.TakeAsync(Noisy, default);
        using CancellationTokenSource gone = new();
        Task<IDisposable> first = turns.TakeAsync(Noisy, gone.Token).AsTask();
        Task<IDisposable> second = Ask(turns, Quiet);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Bound));
        Assert.Equal(1, turns.Waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turns.TakeAsync(Noisy, gone.Token).AsTask());
        taken.Dispose();
        (await second.WaitAsync(Bound)).Dispose();
        using IDisposable free = await Ask(turns, Noisy).WaitAsync(Bound);
    }

    [Fact]
    public async Task Too_many_that_wait_are_refused_with_whose_quota_it_is_and_when_to_come_again_and_others_are_not()
    {
        FairTurns turns = new(1, 2, TimeSpan.FromSeconds(3));
        using IDisposable taken = await turns.TakeAsync(Noisy, default);
        using CancellationTokenSource gone = new();
        Task<IDisposable> first = turns.TakeAsync(Noisy, gone.Token).AsTask();
        _ = Ask(turns, Noisy);
        RpcFailure refused = await Assert.ThrowsAsync<RpcFailure>(() => Ask(turns, Noisy));
        Assert.Equal((StatusCode.ResourceExhausted, Noisy, TimeSpan.FromSeconds(3)), (refused.Code, refused.QuotaSubject, refused.RetryAfter));
        Assert.Equal(("Sla:Status:MaxWaitingPerCustomer", "2"), (refused.Metadata["limit"], refused.Metadata["value"]));
        Assert.False(Ask(turns, Quiet).IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Bound));
        Assert.False(Ask(turns, Noisy).IsFaulted);
    }

    [Fact]
    public async Task No_turn_is_lost_or_given_twice_when_callers_come_and_go_on_many_threads()
    {
        FairTurns turns = new(3, 1000, TimeSpan.FromSeconds(1));
        (int now, int most, int served) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(async () =>
        {
            using CancellationTokenSource gone = new();
            Task<IDisposable> asked = turns.TakeAsync($"customers/c{i % 7}", gone.Token).AsTask();
            if (i % 3 == 0)
            {
                await gone.CancelAsync();
            }

            try
            {
                using IDisposable turn = await asked;
                int here = Interlocked.Increment(ref now);
                InterlockedMax(ref most, here);
                await Task.Yield();
                _ = Interlocked.Decrement(ref now);
                _ = Interlocked.Increment(ref served);
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                // It left.
            }
        }))).WaitAsync(Bound);
        Assert.InRange(most, 1, 3);
        Assert.InRange(served, 266, 400);
        Assert.Equal(0, turns.Waiting);
        IDisposable[] all = await FillAsync(turns, Quiet, 3);
        Assert.Equal(3, all.Length);
        Assert.False(Ask(turns, Quiet).IsCompleted);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private static async Task<IDisposable[]> FillAsync(FairTurns turns, string holder, int count)
    {
        List<IDisposable> taken = [];
        for (int i = 0; i < count; i++)
        {
            taken.Add(await Ask(turns, holder).WaitAsync(Bound));
        }

        return [.. taken];
    }

    private static Task<IDisposable> Ask(FairTurns turns, string holder) => turns.TakeAsync(holder, CancellationToken.None).AsTask();
}
