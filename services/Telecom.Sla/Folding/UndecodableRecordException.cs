using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>
/// A record of the log that cannot be folded. Ingestion checks every sample before it appends, so this means damage, or a writer that
/// is newer than this reader; either way skipping it would falsify the count.
/// </summary>
/// <param name="position">Place of the record.</param>
/// <param name="index">Index of the record among those of the step.</param>
/// <param name="reason">What is wrong with it.</param>
/// <param name="innerException">The parser's own error.</param>
internal sealed class UndecodableRecordException(LogPosition position, int index, string reason, Exception? innerException = null)
    : Exception($"The record at {position.Major}/{position.Minor} cannot be folded: {reason}", innerException)
{
    /// <summary>Place of the record.</summary>
    public LogPosition Position { get; } = position;

    /// <summary>Index of the record among those of the step; the ones before it can be folded.</summary>
    public int Index { get; } = index;
}
