using Telecom.Storage.Events;
using Telecom.Support.Webhooks.Events;

namespace Telecom.Support.Webhooks.State;

/// <summary>A webhook is a fold over the events of its stream. Pure: no I/O, no clock.</summary>
internal static class WebhookFold
{
    /// <summary>The webhook after one more event.</summary>
    /// <param name="state">The webhook before it.</param>
    /// <param name="stored">The event.</param>
    /// <exception cref="InvalidDataException">The event is unknown, unreadable or out of place; no guess is made.</exception>
    public static WebhookState Apply(WebhookState state, StoredEvent stored)
    {
        if (stored.Version != state.Version + 1)
        {
            throw new InvalidDataException($"{state.Name}: event {stored.Version} does not follow event {state.Version}.");
        }

        WebhookState next = (stored.Type, state.Live) switch
        {
            (WebhookCreated.Type, false) => Create(state, stored, WebhookEventCodec.Read<WebhookCreated>(stored.Data)),
            (WebhookDeleted.Type, true) => new WebhookState(state.Name) { Generation = state.Generation },
            (WebhookSecretRotated.Type, true) => Rotate(state, stored, WebhookEventCodec.Read<WebhookSecretRotated>(stored.Data)),
            (WebhookRedeliveryAsked.Type, true) => Ask(state, WebhookEventCodec.Read<WebhookRedeliveryAsked>(stored.Data)),
            (_, true) => Progress(state, stored, WebhookEventCodec.Read<WebhookProgress>(stored.Data)),
            _ => throw Misfit(state, stored),
        };
        return next with { Version = stored.Version };
    }

    private static WebhookState Create(WebhookState state, StoredEvent stored, WebhookCreated created) => new(state.Name)
    {
        Live = true,
        Url = created.Url,
        Types = created.Types,
        StartAfter = created.StartAfter,
        CreatedAtUs = stored.RecordedAtUs,
        Generation = state.Generation + 1,
        KeyId = created.KeyId,
        Position = created.StartAfter >= 0 ? created.StartAfter : stored.Position,
    };

    private static WebhookState Rotate(WebhookState state, StoredEvent stored, WebhookSecretRotated rotated) => state with
    {
        Generation = state.Generation + 1,
        KeyId = rotated.KeyId,
        OldSecrets = state.OldSecrets.Add(new OldSecret(state.Generation, state.KeyId, stored.RecordedAtUs)),
    };

    private static WebhookState Ask(WebhookState state, WebhookRedeliveryAsked asked) => state with
    {
        DeadLetters = state.DeadLetters.SetItems(asked.Positions
            .Where(state.DeadLetters.ContainsKey)
            .Select(position => KeyValuePair.Create(position, state.DeadLetters[position] with { Asked = true, NewTries = 0, NextTryUs = 0 }))),
    };

    private static WebhookState Progress(WebhookState state, StoredEvent stored, WebhookProgress progress)
    {
        long position = Math.Max(state.Position, progress.Position);
        WebhookState moved = state with
        {
            Owner = progress.Owner,
            ClaimUntilUs = progress.UntilUs,
            Position = position,
            Head = state.Head?.Position <= position ? null : state.Head,
        };
        return (stored.Type, progress.Try) switch
        {
            (WebhookProgress.Claimed, null) => moved,
            (WebhookProgress.Delivered, null) => moved with { FailedTries = 0, LastFailure = "" },
            (WebhookProgress.TryFailed, { } tried) => Failed(moved, tried),
            (WebhookProgress.GivenUp, { } tried) => GiveUp(moved, tried, stored.RecordedAtUs),
            (WebhookProgress.Redelivered, { } tried) =>
                moved with { DeadLetters = moved.DeadLetters.Remove(tried.Position), FailedTries = 0, LastFailure = "" },
            (WebhookProgress.Stopped, { } tried) => Count(moved, tried) with { Stopped = true },
            _ => throw Misfit(state, stored),
        };
    }

    private static WebhookState Failed(WebhookState state, WebhookTry tried) =>
        Count(state, tried) with
        {
            Head = state.DeadLetters.ContainsKey(tried.Position) ? state.Head : tried,
            DeadLetters = state.DeadLetters.TryGetValue(tried.Position, out DeadLetterState? letter)
                ? state.DeadLetters.SetItem(tried.Position, letter with { NewTries = tried.Tries, NextTryUs = tried.NextTryUs })
                : state.DeadLetters,
        };

    private static WebhookState GiveUp(WebhookState state, WebhookTry tried, long atUs)
    {
        bool again = state.DeadLetters.ContainsKey(tried.Position);
        return Count(state, tried) with
        {
            Head = again ? state.Head : null,
            Position = again ? state.Position : Math.Max(state.Position, tried.Position),
            DeadLetters = state.DeadLetters.SetItem(
                tried.Position, new DeadLetterState(tried.EventId, tried.Position, atUs, tried.Tries, tried.Failure, false, 0, 0)),
        };
    }

    private static WebhookState Count(WebhookState state, WebhookTry tried) =>
        state with { FailedTries = state.FailedTries + 1, LastFailure = tried.Failure };

    private static InvalidDataException Misfit(WebhookState state, StoredEvent stored) =>
        new($"{state.Name}: event {stored.Version} of type '{stored.Type}' does not fit.");
}
