using Telecom.Gateway.Api.Models;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api;

/// <summary>Cases from their gRPC form to their JSON form.</summary>
internal static class CaseMapping
{
    /// <summary>A case.</summary>
    /// <param name="sent">The message.</param>
    public static CaseModel ToModel(this Case sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Subscription,
        Figures.OrNull(sent.Severity),
        Figures.OrNull(sent.Cause),
        sent.Title,
        sent.Description,
        Figures.OrNull(sent.Circuit),
        Figures.Instant(sent.ReportedAtUs),
        sent.ReportedBy,
        Figures.Code(sent.Origin),
        Figures.Code(sent.State),
        sent.EscalationLevel,
        Figures.OrNull(sent.DuplicateOf),
        [.. sent.Links],
        [.. sent.Clocks.Select(ToModel)],
        Figures.InstantOrNull(sent.NextDueAtUs),
        Figures.OrNull(sent.NoClocksBecause),
        sent.ChannelHours is { } hours
            ? new ChannelHoursModel(hours.Open, Figures.InstantOrNull(hours.ChangesAtUs), hours.Hours, hours.Clause)
            : null,
        sent.Etag,
        sent.WaitingOn == WaitingOn.Unspecified ? null : Figures.Code(sent.WaitingOn),
        sent.Rules?.ToModel(),
        [.. sent.Duplicates],
        [.. sent.Attachments.Select(file => new AttachmentModel(file.Sha256, file.FileName, file.MediaType, file.SizeBytes))],
        ToModel(sent.Times ?? new CaseTimes()),
        [.. sent.Assumptions],
        Figures.OrNull(sent.Workaround),
        Figures.OrNull(sent.Resolution),
        Figures.InstantOrNull(sent.CreateTimeUs));

    /// <summary>The rules of a case.</summary>
    /// <param name="rules">The message.</param>
    public static CaseRulesModel ToModel(this CaseRules rules) => new(rules.Hash, rules.Contract, rules.Version, rules.Plan, rules.Calendar);

    /// <summary>What a step did to a clock.</summary>
    /// <param name="effect">The message.</param>
    public static ClockEffectModel ToModel(this ClockEffect effect) => new(
        effect.Clock,
        Figures.InstantOrNull(effect.DueBeforeUs),
        Figures.InstantOrNull(effect.DueAfterUs),
        Figures.Code(effect.StateBefore),
        Figures.Code(effect.StateAfter),
        effect.Why);

    /// <summary>A clock.</summary>
    /// <param name="clock">The message.</param>
    public static ClockModel ToModel(this Clock clock) => new(
        clock.Name,
        Figures.Code(clock.State),
        clock.TimeBasis,
        clock.TargetUs == 0 ? null : Figures.Minutes(clock.TargetUs),
        Figures.InstantOrNull(clock.StartedAtUs),
        Figures.InstantOrNull(clock.DueAtUs),
        Figures.InstantOrNull(clock.DoneAtUs),
        Figures.Minutes(clock.ElapsedUs),
        Figures.Minutes(clock.PausedUs),
        Figures.Minutes(clock.RemainingUs),
        clock.Clause,
        clock.Why,
        [.. clock.Alternatives.Select(other => new ClockAlternativeModel(other.Reading, other.Option, Figures.InstantOrNull(other.DueAtUs)))]);

    private static CaseTimesModel ToModel(CaseTimes times) => new(
        Figures.InstantOrNull(times.AcknowledgedAtUs),
        Figures.InstantOrNull(times.RespondedAtUs),
        Figures.InstantOrNull(times.WorkaroundAtUs),
        Figures.InstantOrNull(times.ResolvedAtUs),
        Figures.InstantOrNull(times.EndedAtUs));
}
