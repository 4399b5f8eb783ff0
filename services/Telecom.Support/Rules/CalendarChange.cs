using Telecom.Contracts.Subscriptions;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Support.Rules;

/// <summary>A calendar to try on open cases.</summary>
/// <param name="Contract">Resource name of the contract whose cases it is tried on; empty: all.</param>
/// <param name="Stated">What it states; its holidays come in addition to those there are.</param>
internal sealed record CalendarChange(string Contract, StatedCalendar Stated)
{
    /// <summary>True when it is tried on cases of a contract.</summary>
    public bool HoldsFor(string contract) => Contract.Length == 0 || Contract == contract;

    /// <summary>The calendar with the change.</summary>
    public CalendarTerms Over(CalendarTerms calendar) =>
        Stated.Over(calendar) with { Holidays = [.. calendar.Holidays.Union(Stated.Facts.Holidays ?? []).Order()] };
}
