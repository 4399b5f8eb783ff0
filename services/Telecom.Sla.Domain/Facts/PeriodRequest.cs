using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Facts;

/// <summary>A period that is to be rated, before it is placed in a zone.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Range">The range, for <see cref="PeriodRequestKind.Range"/>.</param>
/// <param name="Year">Year, for months and years.</param>
/// <param name="Month">Month, 1 to 12, for months.</param>
public sealed record PeriodRequest(PeriodRequestKind Kind, TimeRange Range, int Year, int Month)
{
    /// <summary>A period between two instants.</summary>
    public static PeriodRequest Of(TimeRange range) => new(PeriodRequestKind.Range, range, 0, 0);

    /// <summary>A calendar month.</summary>
    public static PeriodRequest OfMonth(int year, int month) => new(PeriodRequestKind.Month, default, year, month);

    /// <summary>A calendar year.</summary>
    public static PeriodRequest OfYear(int year) => new(PeriodRequestKind.Year, default, year, 0);
}
