namespace Telecom.LoadGenerator;

/// <summary>What one lane did.</summary>
/// <param name="SentBatches">Batches written to the stream.</param>
/// <param name="SentSamples">Samples in them.</param>
/// <param name="AcknowledgedBatches">Last acknowledged sequence number.</param>
/// <param name="RefusedSamples">Samples that the acknowledgements refused.</param>
/// <param name="Reconnects">Streams opened after the first.</param>
/// <param name="AckLatencyMicroseconds">For each batch: from the instant it was due to its acknowledgement, microseconds.</param>
/// <param name="SendLagMicroseconds">For each batch: how late the generator itself began to send it, microseconds.</param>
public sealed record LaneResult(
    ulong SentBatches,
    ulong SentSamples,
    ulong AcknowledgedBatches,
    ulong RefusedSamples,
    int Reconnects,
    IReadOnlyList<long> AckLatencyMicroseconds,
    IReadOnlyList<long> SendLagMicroseconds);
