using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Where an objective over events stands in a period.</summary>
/// <param name="OnTime">Events that began in time.</param>
/// <param name="Late">Eligible events that did not.</param>
/// <param name="Pending">Events that have not begun and whose time is not over: on neither side.</param>
/// <param name="Ignored">Events that the customer cancelled while they were in time.</param>
/// <param name="Excused">Late events with an excuse that counts: on neither side.</param>
/// <param name="Final">True when nothing is pending and the period is over.</param>
public sealed record EventStatement(long OnTime, long Late, long Pending, long Ignored, long Excused, bool Final)
{
    /// <summary>Events that are judged.</summary>
    public long Eligible => OnTime + Late;

    /// <summary>On time ÷ eligible; null when nothing is eligible.</summary>
    public Ratio? Share => Eligible == 0 ? null : new Ratio(OnTime, Eligible);
}
