using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// One clock of a case, read at the instant it stopped or, while it runs, at the instant of the rating (the latest known fact when the
/// rating has none). Durations count the contract's time basis.
/// </summary>
/// <param name="Name">"respond", "fix" or "resolve".</param>
/// <param name="TargetUs">Allowed time, microseconds; null when the parties agree on a time.</param>
/// <param name="Started">When the clock started; null when it has not.</param>
/// <param name="ElapsedUs">Time run without the pauses, microseconds.</param>
/// <param name="PausedUs">Time that stood still since the start, microseconds.</param>
/// <param name="RemainingUs">Time left, microseconds; negative when overrun; null when there is no deadline to count to.</param>
/// <param name="DueAt">Deadline, inclusive (rule G3); null when there is none yet, and while a pause that has not ended holds it open.</param>
/// <param name="Met">True when done at or before the deadline, false when done later or the deadline is past, null while open.</param>
/// <param name="Clause">Clause that the target comes from.</param>
/// <param name="Why">How the deadline came about, for people.</param>
public sealed record ClockReading(
    string Name,
    long? TargetUs,
    UtcInstant? Started,
    long ElapsedUs,
    long PausedUs,
    long? RemainingUs,
    UtcInstant? DueAt,
    bool? Met,
    string Clause,
    string Why);
