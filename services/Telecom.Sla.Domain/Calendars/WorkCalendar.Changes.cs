using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Calendars;

/// <content>Whether the calendar is open, until when, and searches that may find nothing.</content>
public sealed partial class WorkCalendar
{
    /// <summary>How far <see cref="NextChange"/> looks, microseconds: 31 days of 24 hours.</summary>
    public const long ChangeHorizon = 31 * UtcInstant.PerDay;

    /// <summary>True when the instant is of the working hours: from the opening on, and no longer at the closing.</summary>
    public bool IsOpen(UtcInstant at) => WorkingHours(new TimeRange(at, at.Plus(1))).Any();

    /// <summary>
    /// The first instant after this one at which the calendar opens, when it is closed now, or closes, when it is open. Days that are open up to
    /// midnight and from midnight on are one stretch.
    /// </summary>
    /// <param name="at">Where the search begins.</param>
    /// <returns>The change; null when nothing changes within <see cref="ChangeHorizon"/>, the last instant of it included.</returns>
    public UtcInstant? NextChange(UtcInstant at)
    {
        UtcInstant last = at.Plus(ChangeHorizon);
        UtcInstant closes = at;
        foreach (TimeRange hours in WorkingHours(new TimeRange(at, last.Plus(1))))
        {
            if (hours.Start > closes)
            {
                return closes > at ? closes : hours.Start;
            }

            closes = hours.End;
        }

        return closes > at && closes <= last ? closes : null;
    }

    /// <summary>As <see cref="AddWorkingTime"/>; null when the calendar has too little working time in ten years.</summary>
    internal UtcInstant? FindWorkingTime(UtcInstant from, long us) => Search(from, us).End;
}
