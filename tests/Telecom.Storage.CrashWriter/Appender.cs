using Telecom.Storage.Log;

namespace Telecom.Storage.CrashWriter;

/// <summary>
/// Appends on several lanes at once, each with several batches under way, as agents on bad links do: some batches twice, and after a
/// refusal again from where the log says that the lane stands. Says "A lane sequence outcome" for what was acknowledged and
/// "R lane sequence reason" for what was not.
/// </summary>
internal sealed class Appender(ISampleLog log, JumpingClock clock, int seed, int batches)
{
    private readonly Lock _output = new();
    private readonly Random _random = new(seed);
    private int _left = batches;

    /// <summary>Runs until the batches are used up.</summary>
    public Task RunAsync(int lanes, int inFlight) => Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => RunLaneAsync(lane, inFlight)));

    private async Task RunLaneAsync(int lane, int inFlight)
    {
        ulong next = await ResumeAsync(lane);
        Queue<Task<bool>> underWay = [];
        while (Interlocked.Decrement(ref _left) >= 0)
        {
            underWay.Enqueue(AppendAsync(lane, next));
            bool again;
            lock (_random)
            {
                again = _random.Next(10) == 0;
            }

            next += again ? 0ul : 1;
            if (underWay.Count == inFlight && !await underWay.Dequeue())
            {
                await Task.WhenAll(underWay);
                underWay.Clear();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                next = await ResumeAsync(lane);
            }
        }

        await Task.WhenAll(underWay);
    }

    // A lost acknowledgement looks to an agent like a lost batch: it begins before where it was.
    private async Task<ulong> ResumeAsync(int lane)
    {
        ProducerPosition? position = await log.GetProducerAsync(CrashRecord.Lane(lane), CancellationToken.None);
        ulong last = position?.DurableSequence ?? 0;
        return last > 3 ? last - 3 : 1;
    }

    private async Task<bool> AppendAsync(int lane, ulong sequence)
    {
        clock.Count();
        AppendEntry entry = new(CrashRecord.Lane(lane), sequence, CrashRecord.Make(lane, sequence), 1, 0, new byte[8]);
        try
        {
            AppendOutcome outcome = (await log.AppendAsync(entry, CancellationToken.None)).Outcome;
            Say(outcome == AppendOutcome.Gap ? "R" : "A", lane, sequence, outcome.ToString());
            return outcome != AppendOutcome.Gap;
        }
        catch (StoreUnavailableException e)
        {
            Say("R", lane, sequence, e.Message);
            return false;
        }
    }

    private void Say(string what, int lane, ulong sequence, string more)
    {
        lock (_output)
        {
            // One write call per line: what is on the pipe was acknowledged, whatever happens next.
            Console.Out.WriteLine(FormattableString.Invariant($"{what} {lane} {sequence} {more}"));
        }
    }
}
