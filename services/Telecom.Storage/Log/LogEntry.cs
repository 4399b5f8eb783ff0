namespace Telecom.Storage.Log;

/// <summary>A record as read.</summary>
/// <param name="Position">Its place in its partition.</param>
/// <param name="Record">Its bytes, as appended.</param>
public readonly record struct LogEntry(LogPosition Position, ReadOnlyMemory<byte> Record);
