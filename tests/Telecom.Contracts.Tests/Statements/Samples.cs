using NodaTime;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Tests;

/// <summary>
/// A statement made by hand: April 2026 in Dubai (30 days, 43200 minutes), 50 minutes of downtime against 99.9 %, so that availability is
/// 1 - 50/43200 = 99.8843 %, the budget is 43.2 minutes, and ten times the downtime fraction of 1000.00 is 11.57.
/// </summary>
internal static class Samples
{
    private static readonly UtcInstant Start = UtcInstant.From(Instant.FromUtc(2026, 3, 31, 20, 0));

    public static PeriodStatement Period { get; } = new()
    {
        Span = PeriodSpan.Month,
        Range = new TimeRange(Start, Start.Plus(30 * UtcInstant.PerDay)),
        Version = "2026-01",
        Final = true,
        ServiceUs = 30 * UtcInstant.PerDay,
        PlannedUs = 10 * UtcInstant.PerSecond,
        MeasuredUs = (50 * UtcInstant.PerMinute) + (10 * UtcInstant.PerSecond),
        DowntimeUs = 50 * UtcInstant.PerMinute,
        ExcludedUs = 10 * UtcInstant.PerSecond,
        Coverage = Ratio.One,
        Availability = new Ratio(43150, 43200),
        Low = new Ratio(43150, 43200),
        High = new Ratio(43150, 43200),
        Target = new Ratio(999, 1000),
        Verdict = ObjectiveState.Breached,
        BudgetUs = 2_592_000_000,
        Performance =
        [
            new RegionalPerformance(
                "gulf",
                new PerformanceRating(
                    MetricKind.Latency, PerformanceStatistic.P95, new Ratio(49_999_999, 1000), new Ratio(49_999_999, 1000), new Ratio(49_999_999, 1000),
                    new PerformanceLimit(MetricKind.Latency, PerformanceStatistic.P95, Comparator.Less, new Ratio(50_000, 1), Ratio.Zero, true),
                    ObjectiveState.Met, 3, 0, 0),
                "performance"),
        ],
        Credit = new CreditStatement
        {
            Status = CreditStatus.Due,
            Basis = 1000m,
            ScheduleShare = new Ratio(500, 43200),
            Share = new Ratio(500, 43200),
            Uncapped = 11.57m,
            Cap = 1000m,
            Amount = 11.57m,
            Days = [new LocalDate(2026, 4, 7)],
            Schedule = [new ScheduledAmount("2026-05", 11.57m), new ScheduledAmount("2026-06", null)],
            Alternatives = [new ReadingAmount("IP-R1", "pro_rata", true, 11.57m, ObjectiveState.Breached), new ReadingAmount("IP-R1", "floor", false, 0m, ObjectiveState.Breached)],
            Settlements = [new SettlementFacts(Start.Plus(40 * UtcInstant.PerDay), 0, SettlementForm.Waiver, 5m, "billing", "as agreed")],
        },
        Explanation = ["downtime 50 min of 43200 min (clause availability): 10 % x 50 / 43200 x 100 of the fee"],
    };

    public static CaseRating Case { get; } = new(
        "C-1", Start.Plus(UtcInstant.PerHour), null, null, true, null, null, CaseState.Waiting,
        [
            new ClockReading("respond", UtcInstant.PerHour, Start, 20 * UtcInstant.PerSecond, 0, (60 * UtcInstant.PerMinute) - (20 * UtcInstant.PerSecond), Start.Plus(UtcInstant.PerHour), true, "12.3", "report + 1 h"),
            new ClockReading("resolve", null, Start, 90 * UtcInstant.PerMinute, 30 * UtcInstant.PerMinute, null, null, null, "12.3", "no time agreed"),
            new ClockReading("fix", 8 * UtcInstant.PerHour, Start, 90 * UtcInstant.PerMinute, 0, 390 * UtcInstant.PerMinute, Start.Plus(8 * UtcInstant.PerHour), null, "12.3", "response + 8 h"),
        ],
        ["reported at midnight"], ["no acceptance stated"]);

    public static Statement Statement { get; } = new()
    {
        Contract = "net",
        Version = "2026-01",
        Plan = "standard",
        Zone = DateTimeZoneProviders.Tzdb["Asia/Dubai"],
        Currency = new CurrencyUnit("AED", 2),
        AsOf = null,
        Readings = new Dictionary<string, string> { ["IP-R3"] = "whole_month", ["IP-R1"] = "pro_rata" },
        Assumptions = ["gate planHasSla was not examined"],
        Periods = [Period],
        Claims =
        [
            new ClaimStatement(true, "eligible")
            {
                TicketDeadline = Start.Plus(UtcInstant.PerDay),
                ClaimDeadline = Start.Plus(8 * UtcInstant.PerDay),
                CreditedOnMonth = "2026-05",
                AcceptedStrictly = false,
                StrictDeadline = Start.Plus(7 * UtcInstant.PerDay),
                OpenItems = ["root_cause_details"],
            },
            new ClaimStatement(null, "not_examined") { ClaimDeadline = Start.Plus(UtcInstant.PerDay), DeadlineIsInclusive = true },
        ],
        Commitments = [new CommitmentStatement("secrets", ObjectiveState.Breached, Start.Plus(1), false, "1")],
        Cases = [Case],
        Rights = [new RightStatement("cancellation", false, new Ratio(1, 12), "cancel"), new RightStatement("other", null, null, "x")],
    };
}
