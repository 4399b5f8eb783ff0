using Telecom.Support.V1;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>An event whose time to be tried has come.</summary>
/// <param name="Event">The event.</param>
/// <param name="Tries">Tries that failed before.</param>
/// <param name="Letter">The dead letter that it was; null for the next event in order.</param>
internal sealed record WebhookItem(CaseEvent Event, int Tries, DeadLetterState? Letter);
