using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Benchmarks.Scenarios;

/// <summary>What happens to one circuit in March 2026 of New York, a month with a clock change.</summary>
internal static class CircuitMonth
{
    private const int Exclusions = 20;

    /// <summary>The local midnight at which the month begins.</summary>
    public static UtcInstant Start { get; } = UtcInstant.From(new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.Zero));

    /// <summary>Facts with so many outages, spread over the month, each down for a third of its share of it, and 20 exclusions.</summary>
    /// <param name="outages">How many outages.</param>
    /// <param name="number">Number of the circuit, at least 0: it moves everything by so many seconds.</param>
    public static RatingFacts Facts(int outages, int number = 0)
    {
        const long month = 743 * UtcInstant.PerHour;
        UtcInstant start = Start.Plus(number % 60 * UtcInstant.PerSecond);
        long step = month / (outages + 1);
        long gap = month / (Exclusions + 1);
        return new RatingFacts
        {
            Currency = CurrencyUnit.TryParse("USD", out CurrencyUnit? dollars) ? dollars : null,
            Periods = [PeriodRequest.OfMonth(2026, 3)],
            Charges = [new ChargeFacts("circuit", 1234.56m, Affected: true, Creditable: true), new ChargeFacts("support", 200m, Affected: false, Creditable: false)],
            Invoices = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["2026-03"] = 1434.56m },
            RebateTable = [new CreditTier(Ratio.Zero, Ratio.Percent(99), Ratio.Percent(30)), new CreditTier(Ratio.Percent(99), Ratio.One, Ratio.Percent(10))],
            Outages = [.. Enumerable.Range(0, outages).Select(i => Outage(start.Plus(i * step), step / 3))],
            Exclusions = [.. Enumerable.Range(0, Exclusions).Select(i => Exclusion(start.Plus(i * gap), i % 2 == 0 ? Promises.ForceMajeure : Promises.ThirdParty))],
            Maintenance = [new MaintenanceFacts(new TimeRange(start.Plus(month / 2), start.Plus((month / 2) + UtcInstant.PerHour)))],
            Events = [.. Enumerable.Range(0, outages).Select(i => new EventFacts(10, start.Plus(i * step), start.Plus((i * step) + (i % 5 * 5 * UtcInstant.PerMinute))))],
        };
    }

    private static OutageFacts Outage(UtcInstant start, long length) => new(start, start.Plus(length))
    {
        ReportedAt = start.Plus(length / 10),
        RecognisedAt = start.Plus(length / 20),
        NoticeAt = start.Plus(length / 10),
        Confirmed = true,
    };

    private static ExclusionFacts Exclusion(UtcInstant start, string category) =>
        new(new TimeRange(start, start.Plus(30 * UtcInstant.PerMinute)), category) { Status = ExclusionStatus.Approved };
}
