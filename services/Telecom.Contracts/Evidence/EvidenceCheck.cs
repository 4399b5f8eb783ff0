using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Evidence;

/// <summary>
/// Holds evidence against the agreement that it is to be rated by: a code that the agreement does not know would be left out in silence,
/// so it is an error that lists the known ones.
/// </summary>
public static class EvidenceCheck
{
    /// <summary>Checks before the rating.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="plans">Plans of the contract, for the error when one must be chosen.</param>
    /// <returns>All errors, by line and column; empty when the evidence can be rated.</returns>
    public static IReadOnlyList<ContractError> Against(EvidenceDocument evidence, Agreement agreement, IReadOnlyList<string>? plans = null)
    {
        List<ContractError> errors = [];
        AgreementCodes codes = new(agreement);
        CheckScope(evidence, codes, agreement, plans ?? [], errors);
        CheckCauses(evidence, codes, errors);
        CheckAccount(evidence, codes, agreement, errors);
        EvidenceCaseCheck.Check(evidence, agreement, errors);
        return Sorted(errors);
    }

    /// <summary>
    /// Checks after the rating that settlements are of credits that exist and do not exceed them. A discretionary credit is beyond what is
    /// owed and may be of any amount.
    /// </summary>
    public static IReadOnlyList<ContractError> AfterRating(EvidenceDocument evidence, Statement statement)
    {
        List<ContractError> errors = [];
        Dictionary<int, decimal> settled = [];
        for (int i = 0; i < evidence.Facts.Settlements.Count; i++)
        {
            SettlementFacts settlement = evidence.Facts.Settlements[i];
            if (settlement.Period >= statement.Periods.Count || statement.Periods[settlement.Period].Credit is not { } credit)
            {
                errors.Add(evidence.Error(
                    $"settlements[{i}].period",
                    FormattableString.Invariant($"{settlement.Period} is no period of the statement that a credit hangs on; its periods are 0 to {statement.Periods.Count - 1}")));
            }
            else if (settlement.Form != SettlementForm.Discretionary)
            {
                decimal total = settled[settlement.Period] = settled.GetValueOrDefault(settlement.Period) + settlement.Amount;
                if (total > (credit.Amount ?? 0))
                {
                    errors.Add(evidence.Error(
                        $"settlements[{i}].amount",
                        FormattableString.Invariant($"{settlement.Amount} makes {total} settled of the credit of {credit.Amount ?? 0} in period {settlement.Period}; only a discretionary credit may exceed what is owed")));
                }
            }
        }

        return Sorted(errors);
    }

    private static void CheckScope(EvidenceDocument evidence, AgreementCodes codes, Agreement agreement, IReadOnlyList<string> plans, List<ContractError> errors)
    {
        RatingFacts facts = evidence.Facts;
        bool planIsMissing = agreement.Plan.Length == 0 && plans.Count > 1;
        if (!codes.HasAvailability && planIsMissing && facts is { Periods.Count: > 0, Outages.Count: > 0 })
        {
            errors.Add(evidence.Error("plan", $"is required, one of {string.Join(", ", plans)}"));
        }
        else if (!codes.HasAvailability && !planIsMissing)
        {
            Refuse("outages", facts.Outages.Count > 0);
            Refuse("unmeasured", !facts.Unmeasured.IsEmpty);
            Refuse("maintenance", facts.Maintenance.Count > 0);
        }

        if (!codes.HasEvents && facts.Events is { Count: > 0 })
        {
            errors.Add(evidence.Error("events", $"the contract '{agreement.Contract}' has no objective over events"));
        }

        if (!codes.HasPerformance && !planIsMissing && facts.Measurements is { Count: > 0 })
        {
            errors.Add(evidence.Error("measurements", $"the contract '{agreement.Contract}' has no performance limits"));
        }

        void Refuse(string field, bool given)
        {
            if (given)
            {
                errors.Add(evidence.Error(field, $"the contract '{agreement.Contract}' promises no availability"));
            }
        }
    }

    private static void CheckCauses(EvidenceDocument evidence, AgreementCodes codes, List<ContractError> errors)
    {
        RatingFacts facts = evidence.Facts;
        for (int i = 0; i < facts.Outages.Count; i++)
        {
            Known($"outages[{i}].cause", facts.Outages[i].Cause, codes.OutageCauses);
        }

        for (int i = 0; i < facts.Exclusions.Count; i++)
        {
            Known($"exclusions[{i}].category", facts.Exclusions[i].Category, codes.Categories);
        }

        for (int i = 0; i < (facts.Events?.Count ?? 0); i++)
        {
            Known($"events[{i}].cause", facts.Events![i].Cause, codes.EventCauses);
        }

        for (int i = 0; i < (facts.Commitments?.Count ?? 0); i++)
        {
            Known($"commitments[{i}].kind", facts.Commitments![i].Kind, codes.Commitments);
            Known($"commitments[{i}].cause", facts.Commitments[i].Cause, codes.CommitmentCauses);
        }

        for (int i = 0; i < (facts.Claims?.Count ?? 0); i++)
        {
            foreach (string field in facts.Claims![i].Contents?.Keys ?? [])
            {
                Known($"claims[{i}].contents.{field}", field, codes.Contents);
            }
        }

        foreach (string gate in facts.Gates.Keys)
        {
            Known($"gates.{gate}", gate, codes.Gates);
        }

        for (int i = 0; i < facts.Settlements.Count; i++)
        {
            Known($"settlements[{i}].form", CodeText.SnakeCase(facts.Settlements[i].Form), codes.Settlements);
        }

        void Known(string path, string? code, IReadOnlySet<string> known)
        {
            if (code is not null && !known.Contains(code))
            {
                errors.Add(evidence.Error(path, known.Count == 0 ? $"'{code}' is not known to the contract, which has none" : $"'{code}' is not known to the contract; allowed: {string.Join(", ", known)}"));
            }
        }
    }

    private static void CheckAccount(EvidenceDocument evidence, AgreementCodes codes, Agreement agreement, List<ContractError> errors)
    {
        RatingFacts facts = evidence.Facts;
        if (facts.Currency is { } currency && agreement.Versions.Select(version => version.Terms.Currency).OfType<string>().FirstOrDefault(code => code != currency.Code) is { } other)
        {
            errors.Add(evidence.Error("currency", $"'{currency.Code}' is not the contract's currency, {other}"));
        }

        if (facts.RebateTable is not null && !codes.HasTiers)
        {
            errors.Add(evidence.Error("parameters.rebateTable", $"the contract '{agreement.Contract}' has no table of rebates"));
        }

        if (facts.Calendar is { } own)
        {
            foreach (CalendarTerms terms in agreement.Versions.Select(version => version.Terms.Calendar))
            {
                if ((own.OpensMinute ?? terms.OpensMinute) >= (own.ClosesMinute ?? terms.ClosesMinute) && !(own.OpensMinute >= own.ClosesMinute))
                {
                    errors.Add(evidence.Error("calendar", "opening and closing, one of them the contract's, leave no working hours; give both opens and closes"));
                    break;
                }
            }
        }
    }

    private static IReadOnlyList<ContractError> Sorted(List<ContractError> errors) => [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
