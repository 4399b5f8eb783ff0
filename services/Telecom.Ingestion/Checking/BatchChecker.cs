using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Checking;

/// <summary>
/// Decides which samples of a batch are stored. Every sample stands for itself: a bad one is refused alone, with its reason, and never
/// ends the stream. Reads no clock and no catalogue by itself; apart from the stream's handles, which learn the batch's declarations,
/// it changes nothing.
/// </summary>
internal static class BatchChecker
{
    /// <summary>Checks a batch.</summary>
    /// <param name="batch">The batch. Its tables may become part of the result: do not change it afterwards.</param>
    /// <param name="handles">The handles of its stream.</param>
    /// <param name="index">The catalogue's circuits.</param>
    /// <param name="nowUs">The server's clock, microseconds since the Unix epoch.</param>
    /// <param name="maxFutureUs">How far in the future an instant may lie, microseconds.</param>
    public static CheckedBatch Check(SampleBatch batch, HandleTable handles, CircuitIndex index, long nowUs, long maxFutureUs)
    {
        RefusalList refusals = new(batch.Sequence);
        handles.Begin(batch.Circuits, index, refusals);
        return CheckTables(batch, handles, refusals, nowUs, maxFutureUs);
    }

    /// <summary>Checks the samples of a batch whose declarations were taken.</summary>
    /// <param name="batch">The batch. Its tables may become part of the result: do not change it afterwards.</param>
    /// <param name="handles">The handles of its stream, begun for this batch.</param>
    /// <param name="refusals">The declarations that were refused.</param>
    /// <param name="nowUs">The server's clock, microseconds since the Unix epoch.</param>
    /// <param name="maxFutureUs">How far in the future an instant may lie, microseconds.</param>
    public static CheckedBatch CheckTables(SampleBatch batch, HandleTable handles, RefusalList refusals, long nowUs, long maxFutureUs)
    {
        handles.BeginAgain();
        TableChecker tables = new(handles, refusals, batch.BaseTimeUs, nowUs, maxFutureUs);
        SampleBatch accepted = new() { Sequence = batch.Sequence, BaseTimeUs = tables.BaseTimeUs };
        accepted.Suspect.AddRange(batch.Suspect);
        if (batch.Latency is { } latency)
        {
            accepted.Latency = tables.Accept(new LatencyColumns(latency))?.Table;
        }

        if (batch.Throughput is { } throughput)
        {
            accepted.Throughput = tables.Accept(new ThroughputColumns(throughput))?.Table;
        }

        if (batch.Loss is { } loss)
        {
            accepted.Loss = tables.Accept(new LossColumns(loss))?.Table;
        }

        if (batch.Distribution is { } distribution)
        {
            accepted.Distribution = tables.Accept(distribution);
        }

        return new CheckedBatch(accepted, tables.Circuits, refusals.Refusals, refusals.Samples);
    }

    /// <summary>Samples that a batch says it has: of each table the longest column, so that no table can hide behind a short one.</summary>
    public static long CountSamples(SampleBatch batch) =>
        Longest(batch.Latency?.Circuit.Count, batch.Latency?.TimeDeltaUs.Count, batch.Latency?.LatencyUs.Count)
        + Longest(batch.Throughput?.Circuit.Count, batch.Throughput?.TimeDeltaUs.Count, batch.Throughput?.ThroughputBps.Count)
        + Longest(batch.Loss?.Circuit.Count, batch.Loss?.TimeDeltaUs.Count, Math.Max(batch.Loss?.Sent.Count ?? 0, batch.Loss?.Lost.Count ?? 0))
        + Longest(batch.Distribution?.Circuit.Count, batch.Distribution?.TimeDeltaUs.Count, batch.Distribution?.Metric.Count);

    private static long Longest(int? first, int? second, int? third) => Math.Max(first ?? 0, Math.Max(second ?? 0, third ?? 0));
}
