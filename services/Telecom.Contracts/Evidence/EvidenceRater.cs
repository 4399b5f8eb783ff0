using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>Stateless rating: evidence in, statement out, with every check on the way. Nothing in the evidence makes it throw.</summary>
public static class EvidenceRater
{
    /// <summary>Rates evidence by a contract, under the plan and the readings that the evidence names.</summary>
    public static EvidenceRatingResult Rate(ContractDocument contract, EvidenceDocument evidence)
    {
        (Agreement? agreement, IReadOnlyList<ContractError> errors) = Resolve(contract, evidence);
        if (agreement is null)
        {
            return new EvidenceRatingResult(null, errors);
        }

        try
        {
            Statement statement = StatementRater.Rate(agreement, evidence.Facts);
            errors = EvidenceCheck.AfterRating(evidence, statement);
            return new EvidenceRatingResult(errors.Count == 0 ? statement : null, errors);
        }
        catch (Exception failure) when (IsOfTheFacts(failure))
        {
            return new EvidenceRatingResult(null, [evidence.Error("", failure.Message)]);
        }
    }

    /// <summary>Explains an instant by a contract.</summary>
    /// <returns>The explanation, or all errors.</returns>
    public static (InstantExplanation? Explanation, IReadOnlyList<ContractError> Errors) Explain(ContractDocument contract, EvidenceDocument evidence, UtcInstant at)
    {
        (Agreement? agreement, IReadOnlyList<ContractError> errors) = Resolve(contract, evidence);
        if (agreement is null)
        {
            return (null, errors);
        }

        try
        {
            return (InstantExplainer.Explain(agreement, evidence.Facts, at), []);
        }
        catch (Exception failure) when (IsOfTheFacts(failure))
        {
            return (null, [evidence.Error("", failure.Message)]);
        }
    }

    private static (Agreement? Agreement, IReadOnlyList<ContractError> Errors) Resolve(ContractDocument contract, EvidenceDocument evidence)
    {
        string[] plans = [.. contract.Newest.Plans.Select(plan => plan.Id)];
        AgreementResult result = contract.Agreement(evidence.Plan, evidence.Readings);
        if (result.IsValid)
        {
            IReadOnlyList<ContractError> wrong = EvidenceCheck.Against(evidence, result.Agreement, plans);
            return (wrong.Count == 0 ? result.Agreement : null, wrong);
        }

        // A wrong plan or reading must not hide what else is wrong: codes are the same for every plan and reading.
        List<ContractError> errors = [.. result.Errors.Select(error => evidence.Error(error.Field, error.Message))];
        if (contract.Agreement(plans[0], null) is { IsValid: true } any)
        {
            errors.AddRange(EvidenceCheck.Against(evidence, any.Agreement, plans));
        }

        return (null, [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)]);
    }

    /// <summary>What the rating throws when facts contradict each other, or are too large, in a way that no check before it sees.</summary>
    private static bool IsOfTheFacts(Exception failure) => failure is ArgumentException or InvalidOperationException or ArithmeticException;
}
