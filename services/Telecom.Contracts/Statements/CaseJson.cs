using System.Text.Json.Nodes;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Cases;

namespace Telecom.Contracts.Statements;

/// <summary>A support case of a statement as JSON.</summary>
internal static class CaseJson
{
    /// <summary>The case.</summary>
    public static JsonObject Of(CaseRating rating, StatementFormats formats) => new()
    {
        ["id"] = rating.Id,
        ["respondBy"] = formats.Instant(rating.RespondBy),
        ["fixBy"] = formats.Instant(rating.FixBy),
        ["resolveBy"] = formats.Instant(rating.ResolveBy),
        ["respondMet"] = rating.RespondMet,
        ["fixMet"] = rating.FixMet,
        ["resolveMet"] = rating.ResolveMet,
        ["state"] = CodeText.SnakeCase(rating.State),
        ["remaining"] = StatementFormats.Minutes(Next(rating)?.RemainingUs),
        ["clocks"] = StatementJson.Array(rating.Clocks, clock => new JsonObject
        {
            ["name"] = clock.Name,
            ["targetMinutes"] = StatementFormats.Minutes(clock.TargetUs),
            ["startedAt"] = formats.Instant(clock.Started),
            ["elapsedMinutes"] = StatementFormats.Minutes(clock.ElapsedUs),
            ["pausedMinutes"] = StatementFormats.Minutes(clock.PausedUs),
            ["remainingMinutes"] = StatementFormats.Minutes(clock.RemainingUs),
            ["dueAt"] = formats.Instant(clock.DueAt),
            ["met"] = clock.Met,
            ["clause"] = clock.Clause,
            ["why"] = clock.Why,
        }),
        ["explanation"] = StatementJson.Texts(rating.Explanation),
        ["assumptions"] = StatementJson.Texts(rating.Assumptions),
    };

    /// <summary>The open clock that is due next; null when none is open.</summary>
    public static ClockReading? Next(CaseRating rating) => rating.Clocks.Where(clock => clock is { Met: null, RemainingUs: not null }).MinBy(clock => clock.RemainingUs);
}
