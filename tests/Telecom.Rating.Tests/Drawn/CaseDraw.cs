using NodaTime;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Drawn;

/// <summary>
/// Draws cases whose facts lie on whole seconds. Instants are drawn near others that matter (ends of the period, local midnights,
/// clock changes, other facts), since that is where ratings go wrong.
/// </summary>
internal sealed class CaseDraw
{
    private const int Day = 86_400;

    /// <summary>Days on which or near which a clock changes, and plain ones: local midnights in UTC are near them in every zone.</summary>
    private static readonly LocalDate[] Dates =
        [new(2026, 3, 28), new(2026, 10, 24), new(2025, 4, 5), new(2025, 10, 4), new(2024, 2, 28), new(2026, 3, 7), new(2026, 10, 31), new(2026, 6, 14), new(2025, 12, 24), new(2027, 12, 30)];

    private static readonly string[] Zones = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Dubai", "Asia/Kathmandu", "America/St_Johns"];

    private readonly Random _random;
    private readonly List<long> _marks = [];
    private long _start;
    private long _end;

    private CaseDraw(Random random) => _random = random;

    /// <summary>A case of up to a week.</summary>
    public static RatedCase Short(Random random, Shape? shape = null) => new CaseDraw(random).Case(shape ?? (Shape)random.Next(5), null, null);

    /// <summary>A case of a calendar month.</summary>
    public static RatedCase Month(Random random, Shape shape, string zone, YearMonth month) => new CaseDraw(random).Case(shape, zone, month);

    private RatedCase Case(Shape shape, string? zone, YearMonth? month)
    {
        zone ??= Pick(Zones);
        Place(zone, month);
        RatingTerms terms = Vary(TestTerms.Of(shape, zone));
        RatingFacts facts = new()
        {
            Periods = [month is { } whole ? PeriodRequest.OfMonth(whole.Year, whole.Month) : PeriodRequest.Of(Range(_start, _end))],
            AsOf = Chance(4) ? At(Near()) : null,
            SubscriptionStart = Chance(8) ? At(Near()) : null,
            Calendar = Chance(6) ? new CalendarFacts(Chance(2) ? [IsoDayOfWeek.Friday] : null, Chance(2) ? [LocalDate.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(Near()).UtcDateTime)] : null, null, null) : null,
            Charges = Chance(10) ? null : [.. Many(1, 3, i => new ChargeFacts($"line {i}", _random.Next(0, 200_000) / 100m, Maybe(), Maybe()))],
            Invoices = Chance(3) ? new Dictionary<string, decimal>() : Invoices(zone),
            RebateTable = Chance(12) ? (Chance(3) ? [] : [TestTerms.Tier("50", "99.5", 7), TestTerms.Tier("99.6", "100", 3)]) : null,
            MissingData = Chance(3) ? Pick(Enum.GetValues<MissingDataPolicy>()) : null,
            Unmeasured = TimeSet.Of(Many(0, 2, _ => Chance(20) ? Range(_start - Day, _end + Day) : Stretch())),
        };
        if (terms.Events is null)
        {
            facts = facts with
            {
                Outages = [.. Many(0, 5, _ => Outage())],
                Maintenance = [.. Many(0, 2, _ => new MaintenanceFacts(Stretch(), Announced(), Recorded()))],
                Exclusions = [.. Many(0, 3, _ => Exclusion())],
            };
        }
        else
        {
            facts = facts with { Events = Chance(15) ? null : [.. Many(0, 8, _ => Event(terms.Events))] };
        }

        facts = facts with
        {
            Gates = terms.Gates.Where(_ => Chance(4)).ToDictionary(gate => gate.Id, _ => Chance(3) ? new GateFacts(null, TimeSet.Of(Stretch(), Stretch())) : GateFacts.Of(_random.Next(3) > 0)),
            Claims = Chance(2) ? null : [.. Many(0, 3, _ => Claim(terms, facts))],
        };
        return new RatedCase($"{shape}", TestTerms.Agreement(terms, Chance(3) ? TestTerms.Options(terms) : []), facts);
    }

    private void Place(string zone, YearMonth? month)
    {
        DateTimeZone local = TestTerms.Zone(zone);
        if (month is { } whole)
        {
            _start = local.AtStartOfDay(whole.OnDayOfMonth(1)).ToInstant().ToUnixTimeSeconds();
            _end = local.AtStartOfDay(whole.OnDayOfMonth(1).PlusMonths(1)).ToInstant().ToUnixTimeSeconds();
        }
        else
        {
            _start = local.AtStartOfDay(Pick(Dates)).ToInstant().ToUnixTimeSeconds() + (Chance(2) ? 0 : _random.Next(-Day, Day));
            _end = Chance(3) ? _start + (Day * _random.Next(1, 5)) : _start + _random.Next(3600, 3 * Day);
        }

        _marks.AddRange([_start, _end]);
        for (LocalDate date = Instant.FromUnixTimeSeconds(_start).InZone(local).Date; _marks.Count < 9; date = date.PlusDays(1))
        {
            _marks.Add(local.AtStartOfDay(date.PlusDays(1)).ToInstant().ToUnixTimeSeconds());
        }
    }

    /// <summary>Turns the knobs of the terms, each now and then.</summary>
    private RatingTerms Vary(RatingTerms terms)
    {
        if (terms.Availability is { } promise)
        {
            terms = terms with
            {
                Availability = promise with
                {
                    Target = Chance(2) ? TestTerms.Percent(Pick(["90", "99", "99.9", "99.99", "100"])) : promise.Target,
                    DowntimeLimitUs = Chance(10) ? _random.Next(0, 200) * TestTerms.Minute : null,
                    Formula = Chance(12) ? AvailabilityFormula.TargetMinusDowntime : AvailabilityFormula.UptimeShare,
                    ServiceTime = Chance(3) ? Pick(Enum.GetValues<ServiceTimeKind>()) : promise.ServiceTime,
                    Accrual = Chance(3) ? Pick(Enum.GetValues<AccrualStart>()) : promise.Accrual,
                    NeedsConfirmation = Chance(4) || promise.NeedsConfirmation,
                    AccessibleIsUp = Chance(4) || promise.AccessibleIsUp,
                    Maintenance = Chance(3) ? TestTerms.Exclusion("maintenance", Pick(Enum.GetValues<DenominatorPolicy>()), Pick(Enum.GetValues<ExclusionExtent>()), Chance(3)) : promise.Maintenance,
                    MissingData = Chance(2) ? Pick(Enum.GetValues<MissingDataPolicy>()) : promise.MissingData,
                    MergeGapUs = Chance(4) ? _random.Next(1, 7200) * UtcInstant.PerSecond : 0,
                    MinimumOutageUs = Chance(4) ? _random.Next(1, 7200) * UtcInstant.PerSecond : 0,
                    SourceOfRecord = Chance(3) ? "prober" : promise.SourceOfRecord,
                },
            };
        }

        if (terms.Events is { } events && Chance(3))
        {
            terms = terms with { Events = events with { Month = Pick(Enum.GetValues<EventMonth>()), ExcusesApply = Chance(2), Target = TestTerms.Percent(Pick(["50", "90", "100"])) } };
        }

        if (Chance(5) && terms.Claims is { } claims)
        {
            ClaimAnchor anchor = terms.Events is null ? Pick([ClaimAnchor.OutageEnd, ClaimAnchor.OutageStart, ClaimAnchor.PeriodClose]) : Pick([ClaimAnchor.Issue, ClaimAnchor.PeriodClose]);
            terms = terms with { Claims = claims with { Claim = TestTerms.Window(_random.Next(1, 6), Pick(Enum.GetValues<ClaimUnit>()), anchor), Scope = Pick(Enum.GetValues<ClaimScope>()), CreditMonth = Pick(Enum.GetValues<CreditMonthRule>()) } };
        }

        return terms with { Credit = Chance(2) ? terms.Credit : Vary(terms.Credit!) };
    }

    private CreditTerms Vary(CreditTerms credit)
    {
        CreditTerms own = credit switch
        {
            RateCreditTerms rate => rate with { Steps = Pick(Enum.GetValues<CreditSteps>()), Step = TestTerms.Percent(Pick(["1", "0.1", "0.3"])) },
            DayCreditTerms days => days with
            {
                Rule = Pick(Enum.GetValues<DayRule>()),
                Qualifies = Pick([Comparator.Greater, Comparator.GreaterOrEqual]),
                QualifyingUs = Pick([0L, 30 * TestTerms.Minute, 3 * TestTerms.Hour]),
                ConsecutiveUs = Pick([TestTerms.Minute, 30 * TestTerms.Minute, 2 * TestTerms.Hour]),
            },
            InstalmentCreditTerms parts => parts with { Base = Pick(Enum.GetValues<InstalmentBase>()), Trigger = Pick(Enum.GetValues<InstalmentTrigger>()), Instalments = Many(1, 4, _ => new Ratio(1, _random.Next(2, 9))) },
            _ => credit,
        };
        return own with
        {
            Basis = Pick(Enum.GetValues<CreditBasis>()),
            Cap = own is InstalmentCreditTerms ? null : Chance(3) ? null : Chance(2) ? new CapTerms(new Ratio(1, _random.Next(1, 30)), null, "9") : new CapTerms(null, _random.Next(1, 9), "9"),
            Minimum = Chance(3) ? new MinimumTerms(_random.Next(0, 3000) / 100m, Chance(2), "9") : null,
        };
    }

    private OutageFacts Outage()
    {
        long from = Near();
        long to = Math.Max(from, Chance(2) ? from + _random.Next(1, 10_000) : Near());
        _marks.AddRange([from, to]);
        return new OutageFacts(At(from), Chance(10) ? null : At(to))
        {
            Cause = Chance(4) ? Pick([.. TestTerms.Exclusions.Keys, "provider"]) : null,
            ReportedAt = Chance(4) ? null : At(from + _random.Next(-600, 5400)),
            RecognisedAt = Chance(4) ? null : At(from + _random.Next(-600, 5400)),
            NoticeAt = Chance(4) ? null : At(from + _random.Next(-600, 5400)),
            Confirmed = Maybe(),
            ServiceAccessible = Chance(4) ? Maybe() : null,
            RecordedAt = Recorded(),
            Source = Chance(4) ? Pick(["prober", "agent"]) : null,
        };
    }

    private ExclusionFacts Exclusion() => new(Stretch(), Pick([.. TestTerms.Exclusions.Keys, "no_such_category"]))
    {
        Status = Chance(2) ? ExclusionStatus.Approved : Pick(Enum.GetValues<ExclusionStatus>()),
        Announced = Announced(),
        RecordedAt = Recorded(),
    };

    private EventFacts Event(EventTerms terms)
    {
        long at = Near();
        long limit = terms.StartWithinUs / UtcInstant.PerSecond;
        UtcInstant? started = Chance(4) ? null : At(at + (Chance(3) ? limit + _random.Next(-1, 2) : _random.Next(0, 2 * (int)limit)));
        return new EventFacts(_random.Next(1, 20), At(at), started, Chance(6) ? At(at + _random.Next(0, 2 * (int)limit)) : null, Chance(4) ? Pick(["force_majeure", "provider"]) : null);
    }

    private ClaimFacts Claim(RatingTerms terms, RatingFacts facts)
    {
        long near = Near();
        ClaimFacts about = terms.Events is not null
            ? facts.Events is { Count: > 0 } events && Chance(2) ? new ClaimFacts { Event = _random.Next(events.Count) } : new ClaimFacts { IssueAt = At(near) }
            : facts.Outages.Count > 0 && !Chance(4) ? new ClaimFacts { Outage = _random.Next(facts.Outages.Count) } : new ClaimFacts { OutageRange = Range(near, near + _random.Next(0, 5000)) };
        return about with
        {
            FiledAt = Chance(5) ? null : At(Near() + (_random.Next(0, 10) * Day)),
            TicketAt = Chance(3) ? At(Near() + _random.Next(0, 2 * Day)) : null,
            Contents = Chance(3)
                ? new Dictionary<string, string?> { ["subject"] = Pick(["sla credit please", "", "other", null]), ["ticketNumber"] = Pick(["7", " ", null, "8"]) }
                : null,
        };
    }

    private Dictionary<string, decimal> Invoices(string zone)
    {
        LocalDate first = Instant.FromUnixTimeSeconds(_start).InZone(TestTerms.Zone(zone)).Date;
        return Enumerable.Range(0, 4).Where(_ => !Chance(8)).ToDictionary(
            later => first.ToYearMonth().PlusMonths(later).OnDayOfMonth(1).ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture),
            _ => _random.Next(0, 100_000) / 100m);
    }

    private Announcement Announced() => Chance(3) ? default : new Announcement(true, Chance(4) ? null : At(Near()));

    private UtcInstant? Recorded() => Chance(3) ? At(Near()) : null;

    private TimeRange Stretch()
    {
        long from = Near();
        long to = Math.Max(from, Chance(2) ? from + _random.Next(0, 20_000) : Near());
        _marks.AddRange([from, to]);
        return Range(from, to);
    }

    /// <summary>An instant at, beside or not far from one that matters, or any of the period.</summary>
    private long Near() => _random.Next(4) switch
    {
        0 => Pick(_marks),
        1 => Pick(_marks) + _random.Next(-1, 2),
        2 => Pick(_marks) + _random.Next(-5000, 5000),
        _ => _random.NextInt64(_start - 7200, _end + 7200),
    };

    private List<T> Many<T>(int least, int most, Func<int, T> make) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(make)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private bool? Maybe() => _random.Next(3) switch { 0 => null, 1 => true, _ => false };

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private static UtcInstant At(long second) => new(second * UtcInstant.PerSecond);

    private static TimeRange Range(long from, long to) => new(At(from), At(to));
}
