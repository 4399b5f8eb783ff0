namespace Telecom.Ingestion.Streams;

/// <summary>What a <see cref="LaneSequencer"/> decided.</summary>
/// <param name="Verdict">What to do.</param>
/// <param name="Taken">The last sequence number that was taken; for a Rewind the one to go back to.</param>
/// <param name="Generation">To be shown with everything that follows from the decision.</param>
internal readonly record struct SequenceDecision(SequenceVerdict Verdict, ulong Taken, int Generation);
