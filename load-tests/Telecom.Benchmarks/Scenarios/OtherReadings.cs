using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Benchmarks.Scenarios;

/// <summary>The other readings of each shape, as the agreements have them.</summary>
internal static class OtherReadings
{
    /// <summary>Each option of each reading, the chosen ones included.</summary>
    public static IEnumerable<TermsAlternative> Of(Shape shape, RatingTerms terms)
    {
        yield return new TermsAlternative("R1", "chosen", true, terms);
        switch (shape)
        {
            case Shape.Tiers:
                yield return Available("R1", "minutes", terms, availability => availability with { DowntimeLimitUs = 86 * UtcInstant.PerMinute });
                yield return Other("R6", "unrounded", terms with { Credit = terms.Credit! with { Minimum = terms.Credit.Minimum! with { OnRounded = false } } });
                break;
            case Shape.CappedTable:
                yield return Available("R2", "second_definition", terms, availability => availability with { Formula = AvailabilityFormula.TargetMinusDowntime });
                yield return Available("R5", "measured", terms, availability => availability with { Accrual = AccrualStart.Measured });
                yield return Available("R6", "stays", terms, availability => availability with { Maintenance = availability.Maintenance with { Policy = DenominatorPolicy.LeavesDowntime } });
                break;
            case Shape.Rate:
                RateCreditTerms rate = (RateCreditTerms)terms.Credit!;
                yield return Other("R1", "floor", terms with { Credit = rate with { Steps = CreditSteps.Whole } });
                yield return Other("R1", "ceil", terms with { Credit = rate with { Steps = CreditSteps.Started } });
                yield return Other("R1", "shortfall", terms with { Credit = rate with { Steps = CreditSteps.Shortfall } });
                yield return Available("R3", "stays", terms, availability => availability with { Maintenance = availability.Maintenance with { Policy = DenominatorPolicy.LeavesDowntime } });
                break;
            case Shape.CreditDays:
                DayCreditTerms days = (DayCreditTerms)terms.Credit!;
                yield return Other("R1", "thirty_minutes", terms with { Credit = days with { QualifyingUs = 30 * UtcInstant.PerMinute } });
                yield return Other("R2", "block_start_day", terms with { Credit = days with { Rule = DayRule.BlockStart } });
                yield return Available("R4", "recognition", terms, availability => availability with { Accrual = AccrualStart.Recognition });
                yield return Available("R4", "measured", terms, availability => availability with { Accrual = AccrualStart.Measured });
                break;
            default:
                InstalmentCreditTerms parts = (InstalmentCreditTerms)terms.Credit!;
                yield return Other("R3", "any_delay", terms with { Credit = parts with { Trigger = InstalmentTrigger.AnyLateEvent } });
                yield return Other("R4", "own_invoice", terms with { Credit = parts with { Base = InstalmentBase.OwnInvoice } });
                yield return Other("R6", "no_exclusions", terms with { Events = terms.Events! with { ExcusesApply = false } });
                break;
        }
    }

    private static TermsAlternative Other(string reading, string option, RatingTerms terms) => new(reading, option, false, terms);

    private static TermsAlternative Available(string reading, string option, RatingTerms terms, Func<AvailabilityTerms, AvailabilityTerms> change) =>
        Other(reading, option, terms with { Availability = change(terms.Availability!) });
}
