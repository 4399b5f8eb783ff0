using NodaTime;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Drawn;

/// <summary>Terms in code: one agreement of each shape, to be varied with "with".</summary>
internal static class TestTerms
{
    public const long Minute = UtcInstant.PerMinute;
    public const long Hour = UtcInstant.PerHour;

    /// <summary>A category for each policy and extent, named by both: "leaves_both_whole" and so on.</summary>
    public static IReadOnlyDictionary<string, ExclusionTerms> Exclusions { get; } = new[]
    {
        Exclusion("leaves_both_whole", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange),
        Exclusion("leaves_both_outage", DenominatorPolicy.LeavesBoth, ExclusionExtent.OutagePart),
        Exclusion("leaves_downtime_whole", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange),
        Exclusion("leaves_downtime_outage", DenominatorPolicy.LeavesDowntime, ExclusionExtent.OutagePart),
        Exclusion("counts_as_down_whole", DenominatorPolicy.CountsAsDown, ExclusionExtent.WholeRange),
        Exclusion("counts_as_down_outage", DenominatorPolicy.CountsAsDown, ExclusionExtent.OutagePart),
        Exclusion("announced_both", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, announced: true),
        Exclusion("announced_downtime", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange, announced: true),
    }.ToDictionary(terms => terms.Category);

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    public static Agreement Agreement(RatingTerms terms, params IReadOnlyList<TermsAlternative> alternatives) =>
        new("test", "plan", [new AgreementVersion("1", new UtcInstant(long.MinValue / 4), terms, alternatives)]);

    public static RatingTerms Of(Shape shape, string zone) => shape switch
    {
        Shape.ReportTable => Base(zone, PeriodKind.CalendarMonth) with
        {
            Currency = "SGD",
            Availability = Promise("99.9") with
            {
                Accrual = AccrualStart.Report,
                NeedsConfirmation = true,
                AccessibleIsUp = true,
                Maintenance = Exclusion("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.OutagePart),
            },
            Credit = new TierCreditTerms([Tier("99", "99.9", 5), Tier("95", "99", 10), Tier("0", "95", 40)])
            {
                Basis = CreditBasis.Creditable,
                Clause = "5",
                Cap = new CapTerms(Ratio.Percent(25), null, "5.2"),
            },
            Claims = new ClaimTerms(null, Window(15, ClaimUnit.Days, ClaimAnchor.OutageEnd), ClaimScope.Period, [], CreditMonthRule.MonthAfterReceipt, "6"),
            Gates = [new GateTerms("paid", "not_paid", GateTest.AtIssue, "7"), new GateTerms("notSuspended", "suspended", GateTest.DuringDowntime, "7.1")],
        },
        Shape.CycleTiers => Base(zone, PeriodKind.BillingCycle) with
        {
            Currency = "USD",
            Availability = Promise("99.8") with { Maintenance = Exclusion("maintenance", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange, announced: true), SourceOfRecord = "prober" },
            Credit = new TierCreditTerms([Tier("99", "99.8", 10), Tier("0", "99", 25)])
            {
                Basis = CreditBasis.AffectedCreditable,
                Clause = "3",
                Minimum = new MinimumTerms(1.00m, true, "3.4"),
            },
            Claims = new ClaimTerms(
                Window(24, ClaimUnit.Hours, ClaimAnchor.OutageEnd),
                Window(7, ClaimUnit.Days, ClaimAnchor.OutageEnd),
                ClaimScope.Period,
                [new RequiredContent("subject", "SLA Credit", "missing_subject"), new RequiredContent("ticketNumber", null, "missing_ticket_number")],
                CreditMonthRule.IncidentMonth,
                "5"),
            Gates = [new GateTerms("planHasSla", "no_sla_on_plan", GateTest.Scope, "1"), new GateTerms("goodStanding", "not_in_good_standing", GateTest.AtIssue, "5")],
        },
        Shape.Rate => Base(zone, PeriodKind.CalendarMonth) with
        {
            Availability = Promise("99.95") with { Maintenance = Exclusion("maintenance", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange) },
            Credit = new RateCreditTerms(Ratio.Percent(10), Ratio.Percent(1), CreditSteps.ProRata)
            {
                Basis = CreditBasis.Creditable,
                Clause = "4",
                Cap = new CapTerms(Ratio.One, null, "4"),
            },
            Claims = new ClaimTerms(null, Window(7, ClaimUnit.Days, ClaimAnchor.OutageEnd), ClaimScope.Period, [], CreditMonthRule.MonthAfterIncident, "5"),
        },
        Shape.CreditDays => Base(zone, PeriodKind.CalendarMonth) with
        {
            Currency = "KWD",
            Availability = Promise("99.9") with
            {
                ServiceTime = ServiceTimeKind.Workdays,
                Accrual = AccrualStart.RecognitionAndNotice,
                Maintenance = Exclusion("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange),
            },
            Credit = new DayCreditTerms(Comparator.Greater, Hour, 30 * Minute, Ratio.Percent(5), DayRule.MinutesOnDay)
            {
                Basis = CreditBasis.Creditable,
                Clause = "12",
                Cap = new CapTerms(null, 7, "12"),
            },
            Claims = new ClaimTerms(null, Window(24, ClaimUnit.Hours, ClaimAnchor.OutageEnd), ClaimScope.Incident, [], CreditMonthRule.IncidentMonth, "12"),
        },
        Shape.Instalments => Base(zone, PeriodKind.CalendarMonth) with
        {
            Currency = "JPY",
            Events = new EventTerms(15 * Minute, Ratio.Percent(90), EventMonth.Submission, ["force_majeure", "account_locked"], true, "2"),
            Credit = new InstalmentCreditTerms([Ratio.Percent(20), Ratio.Percent(20), Ratio.Percent(20)], InstalmentBase.MissedMonth, InstalmentTrigger.MissedObjective)
            {
                Basis = CreditBasis.Invoice,
                Clause = "4",
            },
            Claims = new ClaimTerms(null, Window(5, ClaimUnit.BusinessDays, ClaimAnchor.Issue), ClaimScope.Period, [], CreditMonthRule.MonthAfterIncident, "5"),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "No such shape."),
    };

    /// <summary>Every option of the readings, made from the chosen terms: one of the credit or the downtime, one of the claim window.</summary>
    public static IReadOnlyList<TermsAlternative> Options(RatingTerms chosen) => [.. OptionsOfAmount(chosen), .. OptionsOfWindow(chosen)];

    private static TermsAlternative[] OptionsOfWindow(RatingTerms chosen) => chosen.Claims is not { } claims ? [] :
    [
        new TermsAlternative("R9", "chosen", true, chosen),
        new TermsAlternative("R9", "short", false, chosen with { Claims = claims with { Claim = Window(30, ClaimUnit.Hours, claims.Claim.Anchor == ClaimAnchor.Issue ? ClaimAnchor.Issue : ClaimAnchor.OutageStart) } }),
    ];

    private static IReadOnlyList<TermsAlternative> OptionsOfAmount(RatingTerms chosen) => chosen.Credit switch
    {
        RateCreditTerms rate => [.. Enum.GetValues<CreditSteps>().Select(steps =>
            new TermsAlternative("R1", steps.ToString(), steps == rate.Steps, chosen with { Credit = rate with { Steps = steps } }))],
        DayCreditTerms days => [.. Enum.GetValues<DayRule>().Select(rule =>
            new TermsAlternative("R2", rule.ToString(), rule == days.Rule, chosen with { Credit = days with { Rule = rule } }))],
        InstalmentCreditTerms parts => [.. Enum.GetValues<InstalmentTrigger>().Select(trigger =>
            new TermsAlternative("R3", trigger.ToString(), trigger == parts.Trigger, chosen with { Credit = parts with { Trigger = trigger } }))],
        _ when chosen.Availability is { } promise => [.. Enum.GetValues<AccrualStart>().Select(start =>
            new TermsAlternative("R4", start.ToString(), start == promise.Accrual, chosen with { Availability = promise with { Accrual = start } }))],
        _ => [],
    };

    public static ExclusionTerms Exclusion(string category, DenominatorPolicy policy, ExclusionExtent extent, bool announced = false) =>
        new(category, policy, extent, announced, "6");

    public static ClaimWindow Window(int amount, ClaimUnit unit, ClaimAnchor anchor) => new(amount, unit, anchor, "5");

    public static CreditTier Tier(string from, string to, int percent) => new(Percent(from), Percent(to), Ratio.Percent(percent));

    public static Ratio Percent(string text) => Ratio.FromDecimal(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) / new Ratio(100, 1);

    private static AvailabilityTerms Promise(string percent) => new()
    {
        Target = Percent(percent),
        Clause = "1",
        Maintenance = Exclusion("maintenance", DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange),
        Exclusions = Exclusions,
    };

    private static RatingTerms Base(string zone, PeriodKind kind) => new()
    {
        Zone = Zone(zone),
        Period = kind,
        Calendar = new CalendarTerms(Zone(zone), [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2026, 3, 30), new LocalDate(2025, 12, 25)], 9 * 60, 17 * 60),
    };
}
