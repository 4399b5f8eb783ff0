namespace Telecom.Agent.Clocks;

/// <summary>
/// A step of the wall clock, which happened between two looks at it. What was measured between them may bear instants of either time.
/// </summary>
/// <param name="OldFromUs">The look before, by the time before the step, microseconds since the Unix epoch.</param>
/// <param name="OldToUs">The look that found the step, by the time before the step.</param>
/// <param name="NewFromUs">The look before, by the time after the step.</param>
/// <param name="NewToUs">The look that found the step, by the time after the step.</param>
internal readonly record struct ClockStep(long OldFromUs, long OldToUs, long NewFromUs, long NewToUs)
{
    /// <summary>How far the wall clock was stepped, microseconds; negative for back.</summary>
    public long ByUs => NewToUs - OldToUs;
}
