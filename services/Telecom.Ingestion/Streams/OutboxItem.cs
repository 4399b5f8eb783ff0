using Telecom.Ingestion.Intake;

namespace Telecom.Ingestion.Streams;

/// <summary>Something that a stream's reader hands to its writer, in the order of the messages that were read.</summary>
/// <param name="Generation">Generation of the <see cref="LaneSequencer"/> when the message was read.</param>
internal abstract record OutboxItem(int Generation)
{
    /// <summary>A batch under way to the log, to be acknowledged.</summary>
    internal sealed record Batch(PendingBatch Pending, int Generation) : OutboxItem(Generation);

    /// <summary>The agent must go back.</summary>
    internal sealed record Rewind(ulong Taken, ulong Received, int Generation) : OutboxItem(Generation);

    /// <summary>Nothing more will be read.</summary>
    internal sealed record End(StreamEnd How, int Generation) : OutboxItem(Generation);
}
