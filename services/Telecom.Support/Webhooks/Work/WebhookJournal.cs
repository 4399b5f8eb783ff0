using Microsoft.Extensions.Options;
using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Support.Webhooks.Events;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>
/// What one process writes about the webhook that it works on. Every write names the version that it was made from, so that a process
/// which lost the webhook without knowing it writes nothing.
/// </summary>
internal sealed class WebhookJournal(string name, string owner, WebhookStore store, IOptions<WebhookOptions> options, TimeProvider timeProvider)
{
    private long _unsavedSinceUs;

    /// <summary>The webhook as this process knows it.</summary>
    public WebhookState State => store.Find(name);

    /// <summary>Position up to which nothing is left to deliver; what the store has may be behind.</summary>
    public long Position { get; private set; }

    /// <summary>Deliveries that the store does not have yet.</summary>
    public int Unsaved { get; private set; }

    /// <summary>When they must be in the store, microseconds since the Unix epoch; null when there are none.</summary>
    public long? SaveDueUs => Unsaved == 0 ? null : _unsavedSinceUs + Us(options.Value.CheckpointInterval);

    private long NowUs => timeProvider.Now().Microseconds;

    /// <summary>Forgets what is not in the store.</summary>
    public void Reset() => (Position, Unsaved) = (State.Position, 0);

    /// <summary>True when another process works on the webhook.</summary>
    public bool IsAnothers() => State is { } state && state.Owner != owner && state.ClaimUntilUs > NowUs;

    /// <summary>True when the webhook is this process' own now.</summary>
    public bool HoldsClaim() => State is { } state && state.Owner == owner && state.ClaimUntilUs > NowUs;

    /// <summary>True when another process has written that it is further than this one.</summary>
    public bool IsBehind() => State is { } state && state.Owner != owner && state.Position > Position;

    /// <summary>Makes sure that the webhook is this process' own for long enough to make a try.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ClaimResult> ClaimAsync(CancellationToken cancellationToken)
    {
        bool held = State.Owner == owner;
        if (held && State.ClaimUntilUs - NowUs >= Us(options.Value.ClaimDuration / 2))
        {
            return ClaimResult.Held;
        }

        Position = held ? Position : State.Position;
        bool written = await WriteAsync(
            WebhookProgress.Claimed,
            null,
            _ => NowUs + Us(options.Value.ClaimDuration),
            state => (state.Owner == owner) == held && !IsAnothers(),
            cancellationToken);
        return !written ? ClaimResult.Refused : held ? ClaimResult.Held : ClaimResult.Taken;
    }

    /// <summary>Events up to a position need nothing more: they were not asked for.</summary>
    /// <param name="position">The position.</param>
    public void Pass(long position) => Position = Math.Max(Position, position);

    /// <summary>An event was delivered. The store is told later.</summary>
    /// <param name="position">Its position.</param>
    public void Deliver(long position)
    {
        Pass(position);
        _unsavedSinceUs = Unsaved++ == 0 ? NowUs : _unsavedSinceUs;
    }

    /// <summary>Tells the store how far the webhook is. False when it is not this process' any more.</summary>
    /// <param name="release">True when others may take it at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<bool> SaveAsync(bool release, CancellationToken cancellationToken) => WriteAsync(
        WebhookProgress.Delivered,
        null,
        state => release || state.Owner != owner ? 0 : state.ClaimUntilUs,
        _ => !IsAnothers() && !IsBehind(),
        cancellationToken,
        patient: !release);

    /// <summary>Tells the store about a try. False when the webhook is not this process' any more.</summary>
    /// <param name="type">What became of the try.</param>
    /// <param name="tried">The try.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<bool> RecordAsync(string type, WebhookTry tried, CancellationToken cancellationToken) =>
        WriteAsync(type, tried, state => state.ClaimUntilUs, state => state.Owner == owner, cancellationToken);

    private async ValueTask<bool> WriteAsync(
        string type,
        WebhookTry? tried,
        Func<WebhookState, long> until,
        Func<WebhookState, bool> mayWrite,
        CancellationToken cancellationToken,
        bool patient = true)
    {
        while (true)
        {
            WebhookState state = State;
            if (!state.Live || state.Stopped || !mayWrite(state))
            {
                return false;
            }

            var progress = new WebhookProgress(owner, until(state), Position, tried);
            var next = new NewEvent(Guid.NewGuid().ToString("N"), type, WebhookEventCodec.Write(progress), NowUs);
            if (await AppendAsync(state.Version, next, patient, cancellationToken))
            {
                Unsaved = 0;
                return true;
            }

            // Something else was written, perhaps a new secret: look again whose the webhook is.
        }
    }

    private async ValueTask<bool> AppendAsync(long version, NewEvent next, bool patient, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(name, version, next, cancellationToken);
            }
            catch (StoreUnavailableException exception) when (patient)
            {
                // It may have been written nevertheless; the same id makes the repetition safe.
                await Task.Delay(exception.RetryAfter, timeProvider, cancellationToken);
            }
        }
    }

    private static long Us(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
