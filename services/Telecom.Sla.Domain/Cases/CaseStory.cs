namespace Telecom.Sla.Domain.Cases;

/// <summary>The course of a case in words, and what its rating had to suppose.</summary>
internal static class CaseStory
{
    /// <summary>Report, changes of severity, decision and stretches in which the clocks stood still, a sentence each.</summary>
    public static IEnumerable<string> Tell(CaseTerms terms, CaseFold work)
    {
        yield return $"Reported {work.Spans[0].From} as {CaseText.Name(terms.Levels[work.Spans[0].Level])}.";
        foreach ((CaseSpan before, CaseSpan after) in work.Spans.Zip(work.Spans.Skip(1)))
        {
            bool raised = after.Level < before.Level;
            yield return $"{(raised ? "Raised" : "Lowered")} {after.From} to {CaseText.Name(terms.Levels[after.Level])}: {Effect(terms.SeverityChange, raised)}.";
        }

        if (work is { Decision: { } decision, Level.NeedsAcceptance: true })
        {
            yield return decision == CaseEventKind.Accepted
                ? $"Accepted {work.DecidedAt}: the clocks start then."
                : $"Declined {work.DecidedAt}: no clock runs.";
        }

        foreach (CasePause pause in work.Pauses)
        {
            yield return pause.End is { } end ? $"The clocks stood still from {pause.Start} to {end}." : $"The clocks stand still since {pause.Start}.";
        }
    }

    /// <summary>What the facts do not say.</summary>
    public static IEnumerable<string> Assumptions(CaseTerms terms, CaseFold work)
    {
        if (work.Decision is null && work.Spans.Any(span => terms.Levels[span.Level].NeedsAcceptance))
        {
            yield return "Acceptance was not examined: the clocks run from the report.";
        }

        if (work.AnsweredByResolution)
        {
            yield return $"No response is recorded before the resolution: the resolution at {work.RespondedAt} counts as the response.";
        }
    }

    private static string Effect(SeverityChangePolicy policy, bool raised) => policy switch
    {
        SeverityChangePolicy.FromReport => "its targets count from the report",
        SeverityChangePolicy.FromChange => "its targets count from the change",
        _ when raised => "its targets count from the report, and no promised deadline moves later",
        _ => "its targets count from the report",
    };
}
