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
        sent.Severity,
        sent.Title,
        sent.Description,
        Figures.OrNull(sent.Circuit),
        Figures.Instant(sent.ReportedAtUs),
        sent.ReportedBy,
        sent.State == CaseState.Open ? "open" : "unknown",
        [.. sent.Clocks.Select(ToModel)],
        sent.Etag);

    private static ClockModel ToModel(Clock clock) => new(
        clock.Name,
        clock.State == ClockState.Breached ? "breached" : "running",
        Figures.Minutes(clock.TargetUs),
        Figures.Instant(clock.StartedAtUs),
        Figures.Instant(clock.DueAtUs),
        Figures.Minutes(clock.RemainingUs),
        clock.Clause);
}
