using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks;

/// <summary>Webhooks to their wire form.</summary>
internal static class WebhookMapping
{
    /// <summary>A webhook.</summary>
    /// <param name="state">The webhook.</param>
    public static Webhook ToProto(WebhookState state) => new()
    {
        Name = state.Name,
        Url = state.Url,
        Types_ = { state.Types },
        CreateTimeUs = state.CreatedAtUs,
        DeliveredPosition = state.Position,
        DeadLetterCount = state.DeadLetters.Count,
        FailedTries = state.FailedTries,
        LastFailure = state.LastFailure,
        NextTryAtUs = state.Stopped ? 0 : new[] { state.Head?.NextTryUs, state.NextRedeliveryUs }.Min() ?? 0,
    };

    /// <summary>A dead letter.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="event">Its event.</param>
    public static DeadLetter ToProto(DeadLetterState letter, CaseEvent @event) => new()
    {
        Event = @event,
        GivenUpAtUs = letter.GivenUpAtUs,
        Tries = letter.Tries,
        Failure = letter.Failure,
    };
}
