using System.Runtime.CompilerServices;
using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What the parts of one rating share: terms, facts, and what follows from both.</summary>
internal sealed class RatingContext(RatingTerms terms, RatingFacts facts)
{
    /// <summary>Decimals of amounts when no currency is known.</summary>
    private const int UsualDecimals = 2;

    /// <summary>Calendars of contracts: a subscription without its own shares them, and making one costs more than a small rating.</summary>
    private static readonly ConditionalWeakTable<CalendarTerms, WorkCalendar> Shared = [];

    private WorkCalendar? _calendar;

    /// <summary>What was promised.</summary>
    public RatingTerms Terms { get; } = terms;

    /// <summary>What happened.</summary>
    public RatingFacts Facts { get; } = facts;

    /// <summary>Zone of local days and months.</summary>
    public DateTimeZone Zone { get; } = facts.Zone ?? terms.Zone;

    /// <summary>Currency of the amounts; null when none is known.</summary>
    public CurrencyUnit? Currency { get; } = facts.Currency ?? (CurrencyUnit.TryParse(terms.Currency, out CurrencyUnit? own) ? own : null);

    /// <summary>Decimals of amounts.</summary>
    public int Decimals => Currency?.Decimals ?? UsualDecimals;

    /// <summary>Working time: the contract's, with what the subscription states instead.</summary>
    public WorkCalendar Calendar() => _calendar ??= Facts.Calendar is null && Facts.Zone is null
        ? Shared.GetValue(Terms.Calendar, static own => new WorkCalendar(own.Zone, own.Weekend, own.Holidays, own.OpensMinute, own.ClosesMinute))
        : new WorkCalendar(
            Facts.Zone ?? Terms.Calendar.Zone,
            Facts.Calendar?.Weekend ?? Terms.Calendar.Weekend,
            Facts.Calendar?.Holidays ?? Terms.Calendar.Holidays,
            Facts.Calendar?.OpensMinute ?? Terms.Calendar.OpensMinute,
            Facts.Calendar?.ClosesMinute ?? Terms.Calendar.ClosesMinute);

    /// <summary>The local date of an instant.</summary>
    public LocalDate DateOf(UtcInstant instant) => instant.ToInstant().InZone(Zone).Date;

    /// <summary>"YYYY-MM" of the local month of an instant, a number of months later.</summary>
    public string MonthOf(UtcInstant instant, int later = 0)
    {
        YearMonth month = DateOf(instant).ToYearMonth().PlusMonths(later);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}");
    }

    /// <summary>An instant for people: ISO 8601 with the zone's offset.</summary>
    public string Text(UtcInstant instant) =>
        NodaTime.Text.OffsetDateTimePattern.ExtendedIso.Format(instant.ToInstant().InZone(Zone).ToOffsetDateTime());
}
