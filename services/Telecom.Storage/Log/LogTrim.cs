namespace Telecom.Storage.Log;

/// <summary>What may be removed from the log.</summary>
/// <param name="Consumed">
/// By partition: up to where the cells have it durably. Nothing after it is removed; a partition that is absent keeps everything.
/// </param>
/// <param name="AppendedBeforeUs">Records appended at or after this instant stay, consumed or not. Microseconds since the Unix epoch.</param>
/// <param name="LanesIdleSinceUs">
/// Lanes that appended nothing since this instant are forgotten once none of their records is left; an agent that comes back with such a
/// lane is told to begin a new spool epoch. Microseconds since the Unix epoch.
/// </param>
public sealed record LogTrim(IReadOnlyDictionary<int, LogPosition> Consumed, long AppendedBeforeUs, long LanesIdleSinceUs);
