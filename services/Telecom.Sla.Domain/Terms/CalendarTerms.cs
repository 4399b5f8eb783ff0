using NodaTime;

namespace Telecom.Sla.Domain.Terms;

/// <summary>A contract's working time; a subscription may state its own.</summary>
/// <param name="Zone">Zone of the local days and hours.</param>
/// <param name="Weekend">Days of the week without work.</param>
/// <param name="Holidays">Days without work.</param>
/// <param name="OpensMinute">Opening, minutes since local midnight, 0 to 1439.</param>
/// <param name="ClosesMinute">Closing, minutes since local midnight, up to 1440, after the opening.</param>
public sealed record CalendarTerms(
    DateTimeZone Zone, IReadOnlyCollection<IsoDayOfWeek> Weekend, IReadOnlyCollection<LocalDate> Holidays, int OpensMinute, int ClosesMinute)
{
    /// <summary>True when both have the same working time.</summary>
    internal bool IsLike(CalendarTerms other) =>
        ReferenceEquals(this, other)
        || (this with { Weekend = other.Weekend, Holidays = other.Holidays } == other && Weekend.SequenceEqual(other.Weekend) && Holidays.SequenceEqual(other.Holidays));
}
