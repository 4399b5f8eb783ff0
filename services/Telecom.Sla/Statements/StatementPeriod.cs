using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Statements;

/// <summary>The period of a statement: a calendar month or a calendar year of the contract's zone.</summary>
/// <param name="Year">Year, 1970 to 9998.</param>
/// <param name="Month">Month, 1 to 12; 0 for the whole year.</param>
internal sealed record StatementPeriod(int Year, int Month)
{
    /// <summary>What a period must look like, for error messages.</summary>
    public const string Rule = "a calendar month YYYY-MM or a year YYYY from 1970 to 9998, for example 2026-11 or 2026; or empty for the month of as_of_us";

    /// <summary>True for a whole year.</summary>
    public bool IsYear => Month == 0;

    /// <summary>Reads a period.</summary>
    /// <param name="text">"2026-11" or "2026".</param>
    /// <param name="period">The period, when the result is true.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out StatementPeriod? period)
    {
        period = null;
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1970 and <= 9998)
        {
            period = new StatementPeriod(year, 0);
        }
        else if (MonthPeriods.TryMonth(text, DateTimeZone.Utc, out _))
        {
            period = new StatementPeriod(int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(5), CultureInfo.InvariantCulture));
        }

        return period is not null;
    }

    /// <summary>The month that an instant lies in.</summary>
    public static StatementPeriod MonthOf(UtcInstant instant, DateTimeZone zone) =>
        TryParse(MonthPeriods.Text(instant, zone), out StatementPeriod? month) ? month : throw new InvalidOperationException($"{instant} lies in no month.");

    /// <summary>From the first instant to the end.</summary>
    public TimeRange In(DateTimeZone zone) => IsYear
        ? new TimeRange(MonthPeriods.Month(TextOf(1), zone).Start, MonthPeriods.Month(TextOf(12), zone).End)
        : MonthPeriods.Month(TextOf(Month), zone);

    /// <summary>"2026-11" or "2026".</summary>
    public override string ToString() => IsYear ? Year.ToString("0000", CultureInfo.InvariantCulture) : TextOf(Month);

    private string TextOf(int month) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}");
}
