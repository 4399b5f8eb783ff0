using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;

namespace Telecom.Gateway.Api;

/// <summary>What the catalogue holds, from its gRPC form to its JSON form.</summary>
internal static class CatalogMapping
{
    /// <summary>A customer.</summary>
    /// <param name="sent">The message.</param>
    public static CustomerModel ToModel(this Customer sent) => new(sent.Name, Figures.IdOf(sent.Name), sent.DisplayName, Figures.Instant(sent.CreateTimeUs));

    /// <summary>A circuit.</summary>
    /// <param name="sent">The message.</param>
    public static CircuitModel ToModel(this Circuit sent) => new(
        sent.Name, Figures.IdOf(sent.Name), sent.DisplayName, sent.Subscription, Figures.OrNull(sent.Region), Figures.Instant(sent.CreateTimeUs));

    /// <summary>An agent.</summary>
    /// <param name="sent">The message.</param>
    public static AgentModel ToModel(this Agent sent) => new(
        sent.Name, Figures.IdOf(sent.Name), sent.DisplayName, Figures.Instant(sent.CreateTimeUs), Figures.InstantOrNull(sent.DisableTimeUs));

    /// <summary>A key, without its secret.</summary>
    /// <param name="sent">The message.</param>
    public static KeyModel ToModel(this ApiKey sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Subject,
        [.. sent.Roles.Select(Figures.Code)],
        Figures.Instant(sent.CreateTimeUs),
        Figures.InstantOrNull(sent.ExpireTimeUs),
        Figures.InstantOrNull(sent.RevokeTimeUs));

    /// <summary>A contract, without its text.</summary>
    /// <param name="sent">The message.</param>
    public static ContractModel ToModel(this Contract sent) => new(
        sent.Name, Figures.IdOf(sent.Name), sent.Title, sent.Provider, [.. sent.Plans], Figures.Hex(sent.DocumentSha256));

    /// <summary>A subscription.</summary>
    /// <param name="sent">The message.</param>
    public static SubscriptionModel ToModel(this Subscription sent) => new(
        sent.Name,
        Figures.IdOf(sent.Name),
        sent.Contract,
        sent.Plan,
        Figures.Instant(sent.StartTimeUs),
        Figures.Instant(sent.CreateTimeUs),
        sent.Calendar is { } own ? ToModel(own) : null,
        new SortedDictionary<string, string>(sent.Readings, StringComparer.Ordinal),
        sent.Etag);

    /// <summary>Working time as a caller states it.</summary>
    /// <param name="sent">The model; null for none.</param>
    public static WorkCalendar? ToMessage(this WorkCalendarModel? sent) => sent is null ? null : new WorkCalendar
    {
        Weekend = { sent.Weekend ?? [] },
        WeekendStated = sent.Weekend is not null,
        Holidays = { sent.Holidays ?? [] },
        Opens = sent.Opens ?? "",
        Closes = sent.Closes ?? "",
        TimeZone = sent.TimeZone ?? "",
    };

    private static WorkCalendarModel ToModel(WorkCalendar own) => new()
    {
        Weekend = own.WeekendStated || own.Weekend.Count > 0 ? [.. own.Weekend] : null,
        Holidays = own.Holidays.Count > 0 ? [.. own.Holidays] : null,
        Opens = Figures.OrNull(own.Opens),
        Closes = Figures.OrNull(own.Closes),
        TimeZone = Figures.OrNull(own.TimeZone),
    };
}
