using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Judges promises without a figure: one confirmed breach by the named cause breaks them.</summary>
internal static class CommitmentJudge
{
    /// <summary>Judges all commitments of a contract.</summary>
    public static IReadOnlyList<CommitmentStatement> Judge(RatingContext context) => [.. context.Terms.Commitments.Select(terms => Judge(context, terms))];

    private static CommitmentStatement Judge(RatingContext context, CommitmentTerms terms)
    {
        if (context.Facts.Commitments is not { } found)
        {
            return new CommitmentStatement(terms.Kind, ObjectiveState.Undetermined, null, terms.HasRemedy, terms.Clause);
        }

        CommitmentFacts[] own = [.. found.Where(fact => fact.Kind == terms.Kind && (context.Facts.AsOf is null || fact.At <= context.Facts.AsOf)).OrderBy(fact => fact.At)];
        CommitmentFacts? breach = own.FirstOrDefault(fact => fact.Confirmed == true && fact.Cause == terms.Cause);
        bool open = own.Any(fact => fact.Confirmed != false && (fact.Cause is null || fact.Cause == terms.Cause));
        ObjectiveState verdict = breach is not null ? ObjectiveState.Breached : open ? ObjectiveState.Undetermined : ObjectiveState.Met;
        return new CommitmentStatement(terms.Kind, verdict, breach?.At, terms.HasRemedy, terms.Clause);
    }
}
