namespace Telecom.Storage.Log;

/// <summary>The part of a partition's log that is there.</summary>
/// <param name="TrimmedTo">Records at and before this position are gone; <see cref="LogPosition.Start"/> when nothing was trimmed.</param>
/// <param name="Last">Position of the newest record ever appended; equal to <paramref name="TrimmedTo"/> when none is left.</param>
public readonly record struct LogRange(LogPosition TrimmedTo, LogPosition Last);
