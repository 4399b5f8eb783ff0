namespace Telecom.Storage.Events;

/// <summary>What became of an append.</summary>
/// <param name="Appended">False when the stream was at another version than expected; then nothing was written.</param>
/// <param name="Version">The stream's version after the call.</param>
public readonly record struct AppendEventsResult(bool Appended, long Version);
