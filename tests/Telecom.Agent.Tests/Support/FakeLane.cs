using System.Collections.Concurrent;
using Google.Protobuf;
using Telecom.Agent.Samples;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>What the server has of one epoch.</summary>
internal sealed class FakeLane(string agent, ByteString epoch)
{
    private ulong _durable;

    public string Agent => agent;

    public ByteString Epoch => epoch;

    /// <summary>Batches by sequence, with handles resolved; each is stored once.</summary>
    public ConcurrentDictionary<ulong, SampleBatch> Stored { get; } = new();

    public ulong Durable
    {
        get => Interlocked.Read(ref _durable);
        set => Interlocked.Exchange(ref _durable, value);
    }

    /// <summary>Batches that came again after they were durable.</summary>
    public int Replays { get; set; }

    /// <summary>Samples of all stored batches, in the order of sequences.</summary>
    public IEnumerable<Sample> Samples => Stored.OrderBy(b => b.Key).SelectMany(b => SamplesOf(b.Value));

    public static IEnumerable<Sample> SamplesOf(SampleBatch batch) =>
        [.. SampleBatches.Rows(batch, Metric.Latency), .. SampleBatches.Rows(batch, Metric.Throughput), .. SampleBatches.Rows(batch, Metric.Loss)];
}
