using NodaTime;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Maths;

/// <summary>Availability is rated once for all readings that do not change it; one that changes anything about it must not share it.</summary>
public sealed class SharedFiguresTests
{
    private const string Category = "third_party";

    /// <summary>A Monday at 00:00 UTC.</summary>
    private static readonly UtcInstant s_monday = UtcInstant.From(new DateTimeOffset(2026, 4, 6, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Changes => [.. s_changes.Keys];

    private static readonly Dictionary<string, Func<RatingTerms, RatingTerms>> s_changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = terms => terms with { Availability = terms.Availability! with { Exclusions = new Dictionary<string, ExclusionTerms>(terms.Availability.Exclusions) } },
        ["the policy of an exclusion"] = terms => Excluding(terms, exclusion => exclusion with { Policy = DenominatorPolicy.LeavesDowntime }),
        ["the extent of an exclusion"] = terms => Excluding(terms, exclusion => exclusion with { Extent = ExclusionExtent.OutagePart }),
        ["the category of an exclusion"] = terms => terms with { Availability = terms.Availability! with { Exclusions = Only("another", terms.Availability.Exclusions[Category]) } },
        ["the start of accrual"] = terms => terms with { Availability = terms.Availability! with { Accrual = AccrualStart.Report } },
        ["a holiday"] = terms => terms with { Calendar = terms.Calendar with { Holidays = [new LocalDate(2026, 4, 7)] } },
        ["the weekend"] = terms => terms with { Calendar = terms.Calendar with { Weekend = [IsoDayOfWeek.Monday] } },
        ["the opening hour"] = terms => terms with { Calendar = terms.Calendar with { OpensMinute = 12 * 60 } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_reading_owes_what_it_owes_when_it_is_chosen(string change)
    {
        RatingTerms chosen = Terms();
        RatingTerms other = s_changes[change](chosen);
        CreditStatement beside = Credit(chosen, [new TermsAlternative("R", "chosen", true, chosen), new TermsAlternative("R", "other", false, other)]);
        CreditStatement alone = Credit(other, []);
        Assert.Equal(alone.Payable, beside.Alternatives[1].Amount);
        Assert.Equal(change == "nothing", alone.Payable == beside.Alternatives[0].Amount);
    }

    private static CreditStatement Credit(RatingTerms terms, TermsAlternative[] alternatives) =>
        StatementRater.Rate(new Agreement("contract", "plan", [new AgreementVersion("1", new UtcInstant(0), terms, alternatives)]), Facts()).Periods[0].Credit!;

    /// <summary>Outages on Monday, 10:00 to 14:00, reported at 11:00, and on Tuesday, 10:00 to 12:00; Monday from 13:00 to 15:00 is excluded.</summary>
    private static RatingFacts Facts() => new()
    {
        Periods = [PeriodRequest.Of(Hours(0, 7 * 24))],
        Charges = [new ChargeFacts("fee", 1000m, true, true)],
        Outages =
        [
            new OutageFacts(Hours(10, 14).Start, Hours(10, 14).End) { ReportedAt = Hours(11, 14).Start },
            new OutageFacts(Hours(34, 36).Start, Hours(34, 36).End) { ReportedAt = Hours(34, 36).Start },
        ],
        Exclusions = [new ExclusionFacts(Hours(13, 15), Category) { Status = ExclusionStatus.Approved }],
    };

    private static RatingTerms Terms() => new()
    {
        Zone = DateTimeZone.Utc,
        Period = PeriodKind.CalendarMonth,
        Calendar = new CalendarTerms(DateTimeZone.Utc, [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [], 9 * 60, 17 * 60),
        Availability = new AvailabilityTerms
        {
            Target = new Ratio(999, 1000),
            Clause = "1",
            ServiceTime = ServiceTimeKind.WorkingHours,
            Maintenance = new ExclusionTerms("maintenance", DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, false, "1"),
            Exclusions = Only(Category, new ExclusionTerms(Category, DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange, false, "1")),
        },
        Credit = new RateCreditTerms(Ratio.Percent(1), Ratio.Percent(1), CreditSteps.ProRata) { Basis = CreditBasis.Creditable, Clause = "1" },
    };

    private static RatingTerms Excluding(RatingTerms terms, Func<ExclusionTerms, ExclusionTerms> change) =>
        terms with { Availability = terms.Availability! with { Exclusions = Only(Category, change(terms.Availability.Exclusions[Category])) } };

    private static Dictionary<string, ExclusionTerms> Only(string category, ExclusionTerms terms) => new(StringComparer.Ordinal) { [category] = terms };

    private static TimeRange Hours(int from, int to) => new(s_monday.Plus(from * UtcInstant.PerHour), s_monday.Plus(to * UtcInstant.PerHour));
}
