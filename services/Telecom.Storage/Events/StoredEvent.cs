namespace Telecom.Storage.Events;

/// <summary>An event as stored.</summary>
/// <param name="Position">Place among all events of the store, from 1, growing, with gaps possible.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Place in its stream, from 1, without gaps.</param>
/// <param name="Id">Unique within its stream.</param>
/// <param name="Type">What happened.</param>
/// <param name="Data">Its content.</param>
/// <param name="RecordedAtUs">When it was recorded, microseconds since the Unix epoch.</param>
public sealed record StoredEvent(long Position, string Stream, long Version, string Id, string Type, ReadOnlyMemory<byte> Data, long RecordedAtUs);
