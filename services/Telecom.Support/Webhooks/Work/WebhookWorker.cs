using Telecom.Storage;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>Works on one webhook: one event at a time, in order, so that a slow receiver keeps nobody waiting but itself.</summary>
internal sealed partial class WebhookWorker(string name, WebhookJournal journal, FeedCursor cursor, WebhookQueue queue, WebhookWork work)
{
    private static readonly TimeSpan PauseAfterDefect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);
    private readonly WakeSignal _signal = new(work.TimeProvider);
    private long _silence = long.MaxValue;
    private long _saved;
    private bool _elsewhere = true;

    /// <summary>When its oldest undelivered event was recorded, microseconds since the Unix epoch; 0: it has none, or none is to be delivered here.</summary>
    public long OldestRecordedAtUs => Volatile.Read(ref _elsewhere) ? 0 : queue.HeadRecordedAtUs;

    private long NowUs => work.TimeProvider.Now().Microseconds;

    /// <summary>The webhook has changed.</summary>
    public void Wake() => _signal.Set();

    /// <summary>An event of its customer was seen in the feed.</summary>
    /// <param name="position">Its position.</param>
    public void Saw(long position)
    {
        if (cursor.Saw(position))
        {
            _signal.Set();
        }
    }

    /// <summary>The feed was seen up to a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="silence">How far an idle webhook may lag behind before it says that it has nothing there.</param>
    public void Passed(long position, long silence)
    {
        Volatile.Write(ref _silence, silence);
        cursor.Passed(position);
        if (position - Volatile.Read(ref _saved) >= silence)
        {
            _signal.Set();
        }
    }

    /// <summary>Works until the webhook is deleted or the service stops.</summary>
    /// <param name="stopping">The service stops.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            queue.Reset();
            while (journal.State.Live)
            {
                await GuardAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await SayFarewellAsync();
        }
        catch (InvalidDataException)
        {
            // The registry has logged that the webhook's events cannot be understood.
        }
    }

    private async Task GuardAsync(CancellationToken stopping)
    {
        TimeSpan pause;
        try
        {
            await StepAsync(stopping);
            return;
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(work.Logger, name, exception.Message);
            pause = exception.RetryAfter;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not InvalidDataException)
        {
            Log.Defect(work.Logger, exception, name);
            pause = PauseAfterDefect;
        }

        await Task.Delay(pause, work.TimeProvider, stopping);
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        WebhookState state = journal.State;
        bool never = state.Stopped || state.KeyId != work.Keys.KeyId;
        bool anothers = journal.IsAnothers();
        Volatile.Write(ref _saved, state.Position);
        Volatile.Write(ref _elsewhere, never || anothers);
        if (never)
        {
            await _signal.WaitAsync(null, stopping);
        }
        else if (anothers)
        {
            await _signal.WaitAsync(Until(state.ClaimUntilUs), stopping);
        }
        else
        {
            if (journal.IsBehind())
            {
                queue.Reset();
            }

            await WorkAsync(state, stopping);
        }
    }

    private async Task WorkAsync(WebhookState state, CancellationToken stopping)
    {
        if (await queue.NextAsync(state, NowUs, stopping) is not { } item)
        {
            await IdleAsync(state, stopping);
            return;
        }

        switch (await journal.ClaimAsync(stopping))
        {
            case ClaimResult.Held when journal.State is { Live: true, Stopped: false } current:
                DeliveryOutcome outcome = await work.Sender.SendAsync(current, item.Event, stopping);
                if (!await RecordAsync(item, outcome, stopping))
                {
                    Log.Lost(work.Logger, name);
                    queue.Reset();
                }

                break;
            case ClaimResult.Taken:
                queue.Reset();
                break;
        }
    }

    private async Task IdleAsync(WebhookState state, CancellationToken stopping)
    {
        if (journal.SaveDueUs <= NowUs || journal.Position - state.Position >= Volatile.Read(ref _silence))
        {
            _ = await journal.SaveAsync(release: false, stopping);
            return;
        }

        long? due = new[] { journal.SaveDueUs, queue.HeadRecordedAtUs == 0 ? null : state.Head?.NextTryUs, state.NextRedeliveryUs }.Min();
        await _signal.WaitAsync(due is { } at ? Until(at) : null, stopping);
    }

    private async ValueTask<bool> RecordAsync(WebhookItem item, DeliveryOutcome outcome, CancellationToken stopping)
    {
        work.Metrics.Tried(outcome.Kind);
        int tries = item.Tries + 1;
        switch (outcome.Kind)
        {
            case DeliveryKind.Delivered when item.Letter is null:
                journal.Deliver(item.Event.Position);
                return (journal.Unsaved < work.Options.CheckpointEvents && journal.SaveDueUs > NowUs && journal.State.FailedTries == 0)
                    || await journal.SaveAsync(release: false, stopping);
            case DeliveryKind.Delivered:
                return await journal.RecordAsync(WebhookProgress.Redelivered, Try(item, tries, "", 0), stopping);
            case DeliveryKind.Gone:
                Log.Gone(work.Logger, name);
                return await journal.RecordAsync(WebhookProgress.Stopped, Try(item, tries, outcome.Failure, 0), stopping);
            case DeliveryKind.Failed when tries >= work.Options.MaxTries:
                Log.GivenUp(work.Logger, name, item.Event.Id, tries, outcome.Failure);
                work.Metrics.GivenUp();
                return await journal.RecordAsync(WebhookProgress.GivenUp, Try(item, tries, outcome.Failure, 0), stopping)
                    && Passed(item);
            default:
                TimeSpan wait = work.Schedule.After(tries, outcome.RetryAfter);
                Log.Failed(work.Logger, name, item.Event.Id, tries, outcome.Failure, wait);
                return await journal.RecordAsync(WebhookProgress.TryFailed, Try(item, tries, outcome.Failure, NowUs + Us(wait)), stopping);
        }
    }

    private bool Passed(WebhookItem item)
    {
        if (item.Letter is null)
        {
            journal.Pass(item.Event.Position);
        }

        return true;
    }

    private async Task SayFarewellAsync()
    {
        using var limit = new CancellationTokenSource(LongestFarewell, work.TimeProvider);
        try
        {
            if (!journal.IsAnothers() && (journal.Unsaved > 0 || journal.HoldsClaim()))
            {
                _ = await journal.SaveAsync(release: true, limit.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreUnavailableException or InvalidDataException)
        {
            // What was delivered since the last note is delivered again.
            Log.NotSaved(work.Logger, name, journal.Unsaved);
        }
    }

    private TimeSpan Until(long atUs) => TimeSpan.FromMicroseconds(atUs - NowUs);

    private static long Us(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static WebhookTry Try(WebhookItem item, int tries, string failure, long nextTryUs) =>
        new(item.Event.Id, item.Event.Position, tries, failure, nextTryUs);
}
