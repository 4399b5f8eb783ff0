using Telecom.Gateway.Api.Models;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api;

/// <summary>Events of cases, rules, reports and webhooks, from their gRPC form to their JSON form.</summary>
internal static class SupportMapping
{
    /// <summary>An event.</summary>
    /// <param name="sent">The message.</param>
    public static CaseEventModel ToModel(this CaseEvent sent) => new(
        sent.Id,
        sent.Case,
        sent.Type,
        sent.Version,
        Figures.Instant(sent.OccurredAtUs),
        Figures.Instant(sent.RecordedAtUs),
        Figures.OrNull(sent.Actor),
        Figures.Code(sent.Visibility),
        Figures.OrNull(sent.Text),
        Figures.Code(sent.State),
        Figures.OrNull(sent.Severity),
        Figures.OrNull(sent.Cause),
        Figures.OrNull(sent.Link),
        sent.Alarm is { } alarm ? ToModel(alarm) : null);

    /// <summary>What other rules do to a case.</summary>
    /// <param name="sent">The message.</param>
    public static RulesEffectModel ToModel(this RulesEffect sent) => new(
        sent.Case,
        sent.Etag,
        (sent.Current ?? new CaseRules()).ToModel(),
        sent.Proposed?.ToModel(),
        [.. sent.Clocks.Select(effect => effect.ToModel())],
        Figures.OrNull(sent.Obstacle));

    /// <summary>A row of the attainment.</summary>
    /// <param name="sent">The message.</param>
    public static AttainmentRowModel ToModel(this AttainmentRow sent) => new(
        sent.Contract,
        Figures.OrNull(sent.Severity),
        sent.Clock,
        sent.Met,
        sent.Breached,
        sent.Open,
        sent.Unjudged,
        Figures.OrNull(sent.AttainmentPct),
        [.. sent.Percentiles.Select(one => new PercentileModel(one.Percent, Figures.Minutes(one.ValueUs)))]);

    /// <summary>A webhook.</summary>
    /// <param name="sent">The message.</param>
    public static WebhookModel ToModel(this Webhook sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Url,
        [.. sent.Types_],
        Figures.Instant(sent.CreateTimeUs),
        sent.DeliveredPosition,
        sent.DeadLetterCount,
        sent.FailedTries,
        Figures.OrNull(sent.LastFailure),
        Figures.InstantOrNull(sent.NextTryAtUs));

    private static AlarmModel ToModel(Alarm alarm) => new(
        Figures.Code(alarm.Kind),
        alarm.Clock,
        alarm.Percent,
        Figures.Instant(alarm.DueAtUs),
        Figures.Instant(alarm.DeadlineUs),
        Figures.OrNull(alarm.EscalatedTo),
        alarm.EscalationLevel);
}
