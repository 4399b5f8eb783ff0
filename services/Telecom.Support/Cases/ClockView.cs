using Telecom.Support.V1;
using Domain = Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Cases;

/// <summary>A clock of a case with the state that callers see.</summary>
/// <param name="Reading">The domain's reading.</param>
/// <param name="State">Its state.</param>
/// <param name="DoneAtUs">When the step was done, microseconds since the Unix epoch; 0: it was not.</param>
internal sealed record ClockView(Domain.ClockReading Reading, ClockState State, long DoneAtUs)
{
    /// <summary>The deadline, microseconds since the Unix epoch; 0: there is none now.</summary>
    public long DueAtUs => Reading.DueAt?.Microseconds ?? 0;

    /// <summary>True while its step has not been done, in time or late, and can be.</summary>
    public bool IsOpen => DoneAtUs == 0 && State is not (ClockState.Met or ClockState.Stopped);
}
