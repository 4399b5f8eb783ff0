using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Cases;

namespace Telecom.Contracts.Statements;

/// <summary>A support case of the readable statement.</summary>
internal static class CaseLines
{
    /// <summary>Writes the case, a row for each clock, and how the deadlines came about.</summary>
    public static void Write(TextPage page, CaseRating rating, StatementFormats formats)
    {
        string left = StatementFormats.Minutes(CaseJson.Next(rating)?.RemainingUs) is { } minutes ? $"; {minutes} min left on the next clock" : "";
        page.Row(rating.Id, $"{CodeText.SnakeCase(rating.State)}{left}");
        foreach (ClockReading clock in rating.Clocks)
        {
            page.Row($"  {clock.Name}", Clock(clock, formats));
        }

        foreach (string line in rating.Explanation.Concat(rating.Assumptions))
        {
            page.Line(line);
        }
    }

    private static string Clock(ClockReading clock, StatementFormats formats)
    {
        string verdict = clock.Met switch
        {
            true => "met",
            false => "missed",
            null => "open",
        };
        string target = clock.TargetUs is { } us ? $"target {StatementFormats.Minutes(us)} min" : "target as agreed";
        string due = formats.Instant(clock.DueAt) is { } at ? $"due {at}" : "no deadline yet";
        return $"{verdict}; {target}, {due}; ran {StatementFormats.Minutes(clock.ElapsedUs)} min, stood {StatementFormats.Minutes(clock.PausedUs)} min (clause {clock.Clause}): {clock.Why}";
    }
}
