using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>A deadline that a level promises: a target from a start, or a time that the parties agree on.</summary>
/// <param name="Level">The level.</param>
/// <param name="Target">What it promises.</param>
/// <param name="Start">Start of the clock; null: it has not started.</param>
/// <param name="AgreedUntil">Agreed time; counts only when the target has no figure.</param>
/// <param name="From">What the clock starts with, for people.</param>
internal sealed record CasePromise(CaseLevel Level, CaseTarget Target, UtcInstant? Start, UtcInstant? AgreedUntil, string From)
{
    /// <summary>
    /// The promises that bind after all changes of severity; the earliest deadline of them counts. Reading IP-R7 "never later" keeps the
    /// promises of the lower levels when a case is raised; the other readings, and a case that is lowered, know the new level's only.
    /// </summary>
    /// <param name="terms">What the contract says.</param>
    /// <param name="kind">Which clock.</param>
    /// <param name="fold">The case as the clock sees it.</param>
    /// <param name="work">The case up to its resolution, for the decision and the response.</param>
    public static IReadOnlyList<CasePromise> Of(CaseTerms terms, CaseClockKind kind, CaseFold fold, CaseFold work)
    {
        List<CasePromise> promises = [];
        for (int i = 0; i < fold.Spans.Count; i++)
        {
            CaseSpan span = fold.Spans[i];
            bool raised = i > 0 && span.Level < fold.Spans[i - 1].Level;
            if (!raised || terms.SeverityChange != SeverityChangePolicy.NeverLater)
            {
                promises.Clear();
            }

            UtcInstant? changedAt = i > 0 && terms.SeverityChange == SeverityChangePolicy.FromChange ? span.From : null;
            if (Make(terms.Levels[span.Level], kind, span, changedAt, fold, work) is { } promise)
            {
                promises.Add(promise);
            }
        }

        return promises;
    }

    private static CasePromise? Make(CaseLevel level, CaseClockKind kind, CaseSpan span, UtcInstant? changedAt, CaseFold fold, CaseFold work)
    {
        CaseTarget? target = kind switch
        {
            CaseClockKind.Respond => level.Respond,
            CaseClockKind.Fix => level.Fix,
            _ => level.Resolve,
        };
        if (target is null || (level.NeedsAcceptance && work.Decision == CaseEventKind.Declined))
        {
            return null;
        }

        (UtcInstant? start, string from) = (fold.Spans[0].From, "the report");
        if (level.NeedsAcceptance && work.Decision == CaseEventKind.Accepted)
        {
            (start, from) = (work.DecidedAt, "the acceptance");
        }

        if (kind == CaseClockKind.Fix && !(work.RespondedAt <= start))
        {
            (start, from) = (work.RespondedAt, "the response");
        }

        if (changedAt > start)
        {
            (start, from) = (changedAt, "the change of severity");
        }

        return new CasePromise(level, target, start, span.AgreedUntil, from);
    }
}
