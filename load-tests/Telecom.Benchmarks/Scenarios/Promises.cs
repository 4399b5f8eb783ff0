using NodaTime;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Benchmarks.Scenarios;

/// <summary>An agreement of each shape, over the working hours of a calendar, with and without other readings.</summary>
internal static class Promises
{
    /// <summary>A category whose time is no downtime.</summary>
    public const string ForceMajeure = "force_majeure";

    /// <summary>A category whose time leaves both sides.</summary>
    public const string ThirdParty = "third_party";

    private const string Clause = "1";

    private static readonly DateTimeZone s_zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>The agreement.</summary>
    /// <param name="shape">Shape of its credit.</param>
    /// <param name="withReadings">True for an agreement whose statement shows the amounts of other readings too.</param>
    public static Agreement Of(Shape shape, bool withReadings)
    {
        RatingTerms terms = Terms(shape);
        TermsAlternative[] others = withReadings ? [.. OtherReadings.Of(shape, terms)] : [];
        return new Agreement("benchmark", "plan", [new AgreementVersion("1", new UtcInstant(0), terms, others)]);
    }

    private static RatingTerms Terms(Shape shape) => new()
    {
        Zone = s_zone,
        Currency = "USD",
        Period = PeriodKind.CalendarMonth,
        Calendar = new CalendarTerms(s_zone, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2026, 3, 17)], 9 * 60, 17 * 60),
        Availability = shape == Shape.Instalments ? null : Availability(shape),
        Events = shape == Shape.Instalments ? new EventTerms(15 * UtcInstant.PerMinute, Ratio.Percent(90), EventMonth.Submission, [ForceMajeure], true, Clause) : null,
        Credit = Credit(shape),
    };

    private static AvailabilityTerms Availability(Shape shape) => new()
    {
        Target = new Ratio(999, 1000),
        Clause = Clause,
        ServiceTime = shape == Shape.CreditDays ? ServiceTimeKind.Workdays : ServiceTimeKind.WorkingHours,
        Accrual = shape == Shape.CreditDays ? AccrualStart.RecognitionAndNotice : AccrualStart.Report,
        Maintenance = new ExclusionTerms("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, false, Clause),
        Exclusions = new Dictionary<string, ExclusionTerms>(StringComparer.Ordinal)
        {
            [ForceMajeure] = new ExclusionTerms(ForceMajeure, DenominatorPolicy.LeavesDowntime, ExclusionExtent.OutagePart, false, Clause),
            [ThirdParty] = new ExclusionTerms(ThirdParty, DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, false, Clause),
        },
    };

    private static CreditTerms Credit(Shape shape) => shape switch
    {
        Shape.Tiers => new TierCreditTerms([new CreditTier(Ratio.Zero, Ratio.Percent(99), Ratio.Percent(25)), new CreditTier(Ratio.Percent(99), new Ratio(999, 1000), Ratio.Percent(10))])
        {
            Basis = CreditBasis.AffectedCreditable,
            Clause = Clause,
            Minimum = new MinimumTerms(1m, true, Clause),
        },
        Shape.CappedTable => new TierCreditTerms([]) { Basis = CreditBasis.Creditable, Clause = Clause, Cap = new CapTerms(Ratio.Percent(25), null, Clause) },
        Shape.Rate => new RateCreditTerms(Ratio.Percent(1), Ratio.Percent(10), CreditSteps.ProRata)
        {
            Basis = CreditBasis.Creditable,
            Clause = Clause,
            Cap = new CapTerms(Ratio.One, null, Clause),
        },
        Shape.CreditDays => new DayCreditTerms(Comparator.Greater, UtcInstant.PerHour, 30 * UtcInstant.PerMinute, Ratio.Percent(5), DayRule.MinutesOnDay)
        {
            Basis = CreditBasis.Creditable,
            Clause = Clause,
            Cap = new CapTerms(null, 7, Clause),
        },
        Shape.Instalments => new InstalmentCreditTerms([Ratio.Percent(20), Ratio.Percent(20), Ratio.Percent(20)], InstalmentBase.MissedMonth, InstalmentTrigger.MissedObjective)
        {
            Basis = CreditBasis.Invoice,
            Clause = Clause,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "No such shape."),
    };
}
