using System.Numerics;
using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Checking;

/// <summary>What a batch means, worked out slowly and by another way: big integers, one sample at a time, no state but the handles.</summary>
internal sealed class BatchOracle(IReadOnlyDictionary<uint, string> handles, IReadOnlySet<string> circuits, BigInteger nowUs, BigInteger maxFutureUs)
{
    public List<Sample> Accepted { get; } = [];

    public SortedSet<(Metric Metric, RefusalReason Reason, int Row)> Refused { get; } = [];

    public void Run(SampleBatch batch)
    {
        if (batch.Latency is { } latency)
        {
            Table(
                Metric.Latency, latency.Circuit, latency.TimeDeltaUs, latency.LatencyUs.Count, latency.LatencyUs.Count, batch.BaseTimeUs,
                row => Real(latency.LatencyUs[row], 3.6e9),
                (circuit, time, row) => Sample.Latency(circuit, time, latency.LatencyUs[row]));
        }

        if (batch.Throughput is { } rate)
        {
            Table(
                Metric.Throughput, rate.Circuit, rate.TimeDeltaUs, rate.ThroughputBps.Count, rate.ThroughputBps.Count, batch.BaseTimeUs,
                row => Real(rate.ThroughputBps[row], 1e15),
                (circuit, time, row) => Sample.Throughput(circuit, time, rate.ThroughputBps[row]));
        }

        if (batch.Loss is { } loss)
        {
            Table(
                Metric.Loss, loss.Circuit, loss.TimeDeltaUs, loss.Sent.Count, loss.Lost.Count, batch.BaseTimeUs,
                row => Packets(loss.Sent[row], loss.Lost[row]),
                (circuit, time, row) => Sample.Loss(circuit, time, loss.Sent[row], loss.Lost[row]));
        }
    }

    private void Table(
        Metric metric,
        RepeatedField<uint> circuit,
        RepeatedField<long> deltas,
        int values,
        int otherValues,
        long baseUs,
        Func<int, RefusalReason> value,
        Func<string, long, int, Sample> sample)
    {
        int longest = new[] { circuit.Count, deltas.Count, values, otherValues }.Max();
        if (longest != new[] { circuit.Count, deltas.Count, values, otherValues }.Min())
        {
            for (int row = 0; row < longest; row++)
            {
                Refused.Add((metric, RefusalReason.ColumnsDiffer, row));
            }

            return;
        }

        for (int row = 0; row < circuit.Count; row++)
        {
            BigInteger time = baseUs;
            for (int i = 0; i <= row; i++)
            {
                time += deltas[i];
            }

            RefusalReason[] faults = [Circuit(circuit[row]), Time(time), value(row)];
            RefusalReason fault = faults.FirstOrDefault(f => f != RefusalReason.Unspecified);
            if (fault != RefusalReason.Unspecified)
            {
                Refused.Add((metric, fault, row));
            }
            else
            {
                Accepted.Add(sample(handles[circuit[row]], (long)time, row));
            }
        }
    }

    private RefusalReason Circuit(uint handle)
    {
        if (!handles.TryGetValue(handle, out string? name))
        {
            return RefusalReason.UnknownHandle;
        }

        return !name.StartsWith("customers/acme/", StringComparison.Ordinal) ? RefusalReason.ForeignCircuit
            : circuits.Contains(name) ? RefusalReason.Unspecified : RefusalReason.UnknownCircuit;
    }

    private RefusalReason Time(BigInteger us) => us < 946_684_800_000_000 ? RefusalReason.TimeOutOfRange
        : us > nowUs + maxFutureUs ? RefusalReason.TimeInFuture : RefusalReason.Unspecified;

    private static RefusalReason Real(double value, double max) => double.IsNaN(value) || double.IsInfinity(value) ? RefusalReason.NotFinite
        : value < 0 ? RefusalReason.Negative : value > max ? RefusalReason.TooLarge : RefusalReason.Unspecified;

    private static RefusalReason Packets(uint sent, uint lost) => sent == 0 ? RefusalReason.NothingSent
        : sent > 1_000_000_000 ? RefusalReason.TooLarge : lost > sent ? RefusalReason.LostAboveSent : RefusalReason.Unspecified;
}
