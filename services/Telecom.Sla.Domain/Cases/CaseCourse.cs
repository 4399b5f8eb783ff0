using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>The two folds that the clocks of a case are read from: each ends with what stops its clock.</summary>
/// <param name="Work">The case up to the resolution that holds, or as far as it is known.</param>
/// <param name="Answer">The case up to its first response, or as far as it is known.</param>
internal sealed record CaseCourse(CaseFold Work, CaseFold Answer)
{
    /// <summary>Cuts the course of a case.</summary>
    /// <param name="terms">What the contract says.</param>
    /// <param name="level">Level at the report.</param>
    /// <param name="reportedAt">When the case was reported.</param>
    /// <param name="steps">What happened, in order.</param>
    public static CaseCourse Of(CaseTerms terms, int level, UtcInstant reportedAt, IReadOnlyList<CaseStep> steps)
    {
        CaseFold all = CaseFold.Of(terms, level, reportedAt, steps);
        CaseFold work = all.ResolvedAt is not { } resolvedAt
            ? all
            : CaseFold.Of(terms, level, reportedAt, steps, fold => fold.ResolvedAt is not null && fold.Reopenings == all.Reopenings).StoppedAt(resolvedAt);
        CaseFold answer = work.RespondedAt is not { } respondedAt
            ? work
            : CaseFold.Of(terms, level, reportedAt, steps, fold => fold.RespondedAt is not null).StoppedAt(respondedAt);
        return new CaseCourse(work, answer);
    }

    /// <summary>What a clock is read from, and when it stopped; null: it runs.</summary>
    public (CaseFold Fold, UtcInstant? DoneAt) For(CaseClockKind kind) =>
        kind == CaseClockKind.Respond ? (Answer, Work.RespondedAt) : (Work, Work.ResolvedAt);
}
