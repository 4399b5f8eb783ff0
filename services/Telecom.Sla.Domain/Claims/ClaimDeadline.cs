using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Claims;

/// <summary>The end of a claim window (rule G6).</summary>
/// <param name="At">The end.</param>
/// <param name="Inclusive">True when the end itself is in time: windows of hours. Windows of days end before local midnight.</param>
public readonly record struct ClaimDeadline(UtcInstant At, bool Inclusive)
{
    /// <summary>True when an instant is in time.</summary>
    public bool Allows(UtcInstant instant) => Inclusive ? instant <= At : instant < At;

    /// <summary>The end of a window that begins at an instant.</summary>
    /// <param name="window">The window.</param>
    /// <param name="anchor">The instant that it runs from.</param>
    /// <param name="zone">Zone of the local days.</param>
    /// <param name="calendar">Working time; asked only for business days.</param>
    public static ClaimDeadline Of(ClaimWindow window, UtcInstant anchor, DateTimeZone zone, Func<WorkCalendar> calendar) => window.Unit switch
    {
        ClaimUnit.Hours => new ClaimDeadline(anchor.Plus(window.Amount * UtcInstant.PerHour), Inclusive: true),
        ClaimUnit.ElapsedDays => new ClaimDeadline(anchor.Plus(window.Amount * UtcInstant.PerDay), Inclusive: true),
        ClaimUnit.Days => new ClaimDeadline(DayWindows.EndAfterDays(anchor, window.Amount, zone), Inclusive: false),
        ClaimUnit.BusinessDays => new ClaimDeadline(DayWindows.EndAfterBusinessDays(anchor, window.Amount, calendar()), Inclusive: false),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window.Unit, "No such unit."),
    };
}
