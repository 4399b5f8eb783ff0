using Telecom.Ingestion.V1;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>A batch that was checked and is being appended.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Bytes">Bytes that it holds in memory until it is acknowledged.</param>
/// <param name="ReceivedAt">When it was read, timestamp of the clock.</param>
/// <param name="Batch">What the check found.</param>
/// <param name="Append">The append. Never cancelled; faults only by a defect.</param>
internal sealed record PendingBatch(ulong Sequence, long Bytes, long ReceivedAt, BatchSummary Batch, Task<Settlement> Append)
{
    /// <summary>What to tell the agent: of a batch that the log had already, what was told the first time.</summary>
    public IReadOnlyList<Refusal> RefusalsFor(AppendResult result) => result.Outcome switch
    {
        AppendOutcome.Appended => Batch.Refusals,
        AppendOutcome.Duplicate => Outcomes.Decode(result.StoredOutcome),
        _ => [],
    };
}
