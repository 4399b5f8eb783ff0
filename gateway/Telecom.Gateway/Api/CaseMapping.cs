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
        sent.Etag);

    private static ClockModel ToModel(Clock clock) => new(
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
        clock.Why);
}
