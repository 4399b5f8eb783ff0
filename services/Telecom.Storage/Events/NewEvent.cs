namespace Telecom.Storage.Events;

/// <summary>An event to append.</summary>
/// <param name="Id">Unique within its stream; makes appending idempotent.</param>
/// <param name="Type">What happened, for example "circuit.created.v1".</param>
/// <param name="Data">Its content.</param>
/// <param name="RecordedAtUs">When it was recorded, microseconds since the Unix epoch.</param>
public sealed record NewEvent(string Id, string Type, ReadOnlyMemory<byte> Data, long RecordedAtUs);
