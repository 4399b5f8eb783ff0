using FsCheck.Fluent;
using Telecom.Rating.Tests.Drawn;
using Telecom.Rating.Tests.Oracle;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>Credits grow with downtime, end at their cap, and are rounded once.</summary>
public sealed class CreditPropertyTests
{
    [Theory]
    [InlineData((int)Shape.ReportTable)]
    [InlineData((int)Shape.CycleTiers)]
    [InlineData((int)Shape.Rate)]
    [InlineData((int)Shape.CreditDays)]
    public void More_downtime_never_earns_less_and_never_more_than_the_cap(int shape) => Property.OfRatings(
        random =>
        {
            // Days by the start of blocks are left out: see the test below. A table of the subscription may have gaps.
            RatedCase drawn;
            do
            {
                drawn = Counting.Draw(random);
            }
            while (!drawn.Name.StartsWith(((Shape)shape).ToString(), StringComparison.Ordinal));

            CreditTerms credit = drawn.Terms.Credit is DayCreditTerms days ? days with { Rule = DayRule.MinutesOnDay } : drawn.Terms.Credit!;
            return drawn with
            {
                Agreement = TestTerms.Agreement(drawn.Terms with { Credit = credit }),
                Facts = drawn.Facts with { RebateTable = null, Periods = [PeriodRequest.Of(WholeDays(drawn.Facts.Periods[0].Range, drawn.Terms.Zone))] },
            };
        },
        (drawn, random) =>
        {
            PeriodStatement before = StatementRater.Rate(drawn.Agreement, drawn.Facts).Periods.Single();
            PeriodStatement after = StatementRater.Rate(drawn.Agreement, Counting.WithOutage(drawn, random)).Periods.Single();
            bool forgives = drawn.Terms.Availability!.MinimumOutageUs > 0;
            return !forgives && after.Credit!.Amount < before.Credit!.Amount ? $"{before.DowntimeUs} us earn {before.Credit.Amount}, {after.DowntimeUs} us earn {after.Credit.Amount}"
                : after.Credit!.Amount > after.Credit.Cap ? $"{after.Credit.Amount} is more than the cap of {after.Credit.Cap}"
                : after.Credit.Amount < 0 ? $"{after.Credit.Amount} is owed"
                : null;
        });

    /// <summary>
    /// The local days that a period touches. A credit day belongs to the period in which its downtime begins, so downtime that grows back
    /// over a period's start in the middle of a day takes that day with it to the period before.
    /// </summary>
    private static TimeRange WholeDays(TimeRange period, NodaTime.DateTimeZone zone)
    {
        NodaTime.LocalDate first = period.Start.ToInstant().InZone(zone).Date;
        NodaTime.LocalDate last = period.End.Plus(-1).ToInstant().InZone(zone).Date;
        return new TimeRange(MonthPeriods.StartOfDay(first, zone), MonthPeriods.StartOfDay(last.PlusDays(1), zone));
    }

    [Fact]
    public void Days_by_the_start_of_blocks_can_become_fewer_with_more_downtime()
    {
        // Blocks of 30 min. Two incidents: 22:00 to 22:30 on 9 June, and 00:10 to 00:40 on 10 June: a day each. Down from 23:45 on, the
        // second has one block, from 23:45, and the 25 min after midnight are none: both blocks start on 9 June.
        UtcInstant midnight = UtcInstant.From(NodaTime.Instant.FromUtc(2026, 6, 10, 0, 0));
        DayCreditTerms terms = (DayCreditTerms)TestTerms.Of(Shape.CreditDays, "UTC").Credit! with { Cap = null };
        terms = terms with { Rule = DayRule.BlockStart, QualifyingUs = 0 };
        TimeRange period = new(midnight.Plus(-24 * TestTerms.Hour), midnight.Plus(24 * TestTerms.Hour));
        TimeRange first = Minutes(-120, -90);

        Assert.Equal(2, DaysOf(first, Minutes(10, 40)));
        Assert.Equal(1, DaysOf(first, Minutes(-15, 40)));

        TimeRange Minutes(int from, int to) => new(midnight.Plus(from * TestTerms.Minute), midnight.Plus(to * TestTerms.Minute));

        int DaysOf(params TimeRange[] incidents) => DaySchedule.Share(terms, incidents, TimeSet.Of(incidents), period, period.Start, TestTerms.Zone("UTC")).Days.Count;
    }

    [Fact]
    public void One_more_late_event_never_earns_less() => Property.OfRatings(
        random => CaseDraw.Short(random, Shape.Instalments) is var drawn ? drawn with { Facts = drawn.Facts with { Claims = null, Events = drawn.Facts.Events ?? [] } } : null!,
        (drawn, _) =>
        {
            TimeRange period = drawn.Facts.Periods[0].Range;
            EventFacts late = new(3, period.Start, period.Start.Plus(drawn.Terms.Events!.StartWithinUs + 1));
            CreditStatement before = StatementRater.Rate(drawn.Agreement, drawn.Facts).Periods[0].Credit!;
            CreditStatement after = StatementRater.Rate(drawn.Agreement, drawn.Facts with { Events = [.. drawn.Facts.Events!, late] }).Periods[0].Credit!;
            return drawn.Terms.Events.Month == EventMonth.Start ? null : after.Amount < before.Amount ? $"{before.Amount} became {after.Amount}" : null;
        });

    [Fact]
    public void An_amount_is_the_smaller_of_share_and_cap_rounded_once() => Property.Holds(
        Gen.Choose(0, int.MaxValue - 1).Select(number => new Random(number)),
        _ => [],
        random =>
        {
            int decimals = random.Next(0, 5);
            Ratio basis = Ratio.FromDecimal(random.Next(0, 100_000_000) / 100m) * (random.Next(2) == 0 ? Ratio.One : new Ratio(random.Next(1, 2_592_000), 2_592_000));
            Ratio share = new(random.Next(0, 2000), random.Next(1, 2000));
            CapTerms? cap = random.Next(3) switch { 0 => null, 1 => new CapTerms(new Ratio(random.Next(0, 50), random.Next(1, 50)), null, "1"), _ => new CapTerms(null, random.Next(1, 31), "1") };
            int days = random.Next(28, 32);
            CreditAmounts amounts = CreditAmounts.Of(basis, share, cap, days, decimals);

            Fraction uncapped = Fraction.Of(basis) * Fraction.Of(share);
            Fraction? most = cap is null ? null : Fraction.Of(basis) * (cap.Share is { } part ? Fraction.Of(part) : new Fraction(cap.DaysOfMonth!.Value, days));
            Fraction exact = most is { } limit && limit < uncapped ? limit : uncapped;
            Fraction off = Fraction.Of(amounts.Amount!.Value) - exact;
            Fraction half = new(1, 2 * System.Numerics.BigInteger.Pow(10, decimals));
            return amounts.Amount != exact.Money(decimals) ? $"{amounts.Amount} is not {exact} rounded to {decimals} decimals"
                : off > half || off < Fraction.Zero - half ? $"{amounts.Amount} is more than half a unit from {exact}"
                : amounts.Amount > amounts.Cap ? $"{amounts.Amount} is more than the cap of {amounts.Cap}"
                : amounts.Amount > amounts.Uncapped ? $"{amounts.Amount} is more than {amounts.Uncapped}"
                : null;
        });

    [Fact]
    public void Instalments_add_up_to_the_rounded_total() => Property.Holds(
        Gen.Choose(0, int.MaxValue - 1).Select(number => new Random(number)),
        _ => [],
        random =>
        {
            int decimals = random.Next(0, 4);
            Ratio[] shares = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => new Ratio(random.Next(0, 12), random.Next(12, 90)))];
            InstalmentCreditTerms terms = new(shares, InstalmentBase.MissedMonth, InstalmentTrigger.MissedObjective) { Basis = CreditBasis.Invoice, Clause = "4" };
            decimal invoice = random.Next(0, 100_000_000) / 100m;
            IReadOnlyList<ScheduledAmount> parts = InstalmentSchedule.OfMissedMonth(terms, Ratio.FromDecimal(invoice), decimals, later => $"+{later}");

            Fraction total = shares.Aggregate(Fraction.Zero, (sum, share) => sum + Fraction.Of(share)) * Fraction.Of(invoice);
            decimal[] first = [.. shares.SkipLast(1).Select(share => (Fraction.Of(share) * Fraction.Of(invoice)).Money(decimals))];
            return parts.Sum(part => part.Amount) != total.Money(decimals) ? $"{string.Join(" + ", parts.Select(part => part.Amount))} is not {total.Money(decimals)}"
                : !parts.SkipLast(1).Select(part => part.Amount!.Value).SequenceEqual(first) ? "a part is not its share, rounded"
                : !parts.Select(part => part.InvoiceMonth).SequenceEqual(Enumerable.Range(1, shares.Length).Select(later => $"+{later}")) ? "the months are not the following ones"
                : null;
        });
}
