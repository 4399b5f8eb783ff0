using System.Text.Json;
using Telecom.Gateway.Api.Models;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Api;

/// <summary>Outages, exclusions, claims and statements, from their gRPC form to their JSON form.</summary>
internal static class LedgerMapping
{
    /// <summary>An outage.</summary>
    /// <param name="sent">The message.</param>
    public static OutageRecordModel ToModel(this OutageRecord sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Circuit,
        sent.Subscription,
        sent.Contract,
        sent.Measured.ToModel(),
        Figures.Minutes((sent.Measured?.EndUs ?? 0) - (sent.Measured?.StartUs ?? 0)),
        sent.Ongoing,
        sent.Withdrawn,
        sent.Counted is null ? null : sent.Counted.ToModel(),
        sent.CountedBecause,
        Figures.InstantOrNull(sent.ReportedAtUs),
        [.. sent.Cases],
        [.. sent.Exclusions],
        [.. sent.Claims],
        Figures.Instant(sent.RecordedAtUs),
        sent.Etag);

    /// <summary>An exclusion.</summary>
    /// <param name="sent">The message.</param>
    public static ExclusionModel ToModel(this Exclusion sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        Figures.OrNull(sent.Circuit),
        Figures.OrNull(sent.Outage),
        sent.Time is null ? null : sent.Time.ToModel(),
        sent.Category,
        sent.Clause,
        Figures.Code(sent.Status),
        sent.Evidence,
        Figures.OrNull(sent.Case),
        sent.CreatedBy,
        Figures.Instant(sent.RecordedAtUs),
        Figures.OrNull(sent.DecidedBy),
        Figures.InstantOrNull(sent.DecidedAtUs),
        Figures.OrNull(sent.DecisionReason),
        sent.Etag);

    /// <summary>A claim.</summary>
    /// <param name="sent">The message.</param>
    public static ClaimModel ToModel(this Claim sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Subscription,
        Figures.OrNull(sent.Outage),
        Figures.OrNull(sent.Case),
        ToModel(sent.Contents ?? new ClaimContents()),
        sent.FiledBy,
        Figures.Instant(sent.FiledAtUs),
        ToModel(sent.ClaimDeadline),
        ToModel(sent.TicketDeadline),
        sent.Etag);

    /// <summary>A statement.</summary>
    /// <param name="sent">The message.</param>
    public static StatementModel ToModel(this Statement sent) => new(
        sent.Subscription,
        sent.Period,
        Figures.Instant(sent.AsOfUs),
        sent.Contract,
        Figures.Hex(sent.ContractSha256),
        sent.Document.Length == 0 ? null : Parse(sent.Document),
        Figures.OrNull(sent.UnratedBecause),
        [.. sent.Gaps]);

    /// <summary>A document of a service, as it is.</summary>
    /// <param name="document">JSON.</param>
    public static JsonElement Parse(string document)
    {
        using JsonDocument parsed = JsonDocument.Parse(document);
        return parsed.RootElement.Clone();
    }

    private static ClaimContentsModel ToModel(ClaimContents sent) => new()
    {
        Subject = Figures.OrNull(sent.Subject),
        IncidentTimes = Figures.OrNull(sent.IncidentTimes),
        AccountEmail = Figures.OrNull(sent.AccountEmail),
        TicketNumber = Figures.OrNull(sent.TicketNumber),
        Logs = Figures.OrNull(sent.Logs),
    };

    private static ClaimDeadlineModel? ToModel(ClaimDeadline? sent) =>
        sent is null ? null : new ClaimDeadlineModel(Figures.Instant(sent.AtUs), sent.Inclusive, sent.Clause);
}
