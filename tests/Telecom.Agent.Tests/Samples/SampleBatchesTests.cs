using Telecom.Agent.Samples;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Samples;

public class SampleBatchesTests
{
    [Fact]
    public void Rows_give_back_what_was_packed_in_any_order_of_instants()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            Sample[] samples = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => RandomSample(random))];
            SampleBatch batch = SampleBatch.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(SampleBatches.Build(samples)));

            Assert.Equal(samples.Length, SampleBatches.Count(batch));
            Assert.Equal(samples.Where(s => s.Metric == Metric.Latency), SampleBatches.Rows(batch, Metric.Latency));
            Assert.Equal(samples.Where(s => s.Metric == Metric.Throughput), SampleBatches.Rows(batch, Metric.Throughput));
            Assert.Equal(samples.Where(s => s.Metric == Metric.Loss), SampleBatches.Rows(batch, Metric.Loss));
            Assert.Equal(samples.Select(s => s.Circuit).Distinct().Order(), batch.Circuits.Select(c => c.Circuit).Order());
            Assert.Equal(Enumerable.Range(1, batch.Circuits.Count).Select(i => (uint)i), batch.Circuits.Select(c => c.Handle));
        }
    }

    [Fact]
    public void The_columns_are_those_that_the_protocol_describes()
    {
        SampleBatch batch = SampleBatches.Build([Sample.Latency("a", 1000, 5), Sample.Loss("b", 900, 3, 1), Sample.Latency("b", 1500, 7), Sample.Latency("a", 1200, 6)]);
        Assert.Equal(1000, batch.BaseTimeUs);
        Assert.Equal([1u, 2u, 1u], batch.Latency.Circuit);
        Assert.Equal([0L, 500L, -300L], batch.Latency.TimeDeltaUs);
        Assert.Equal([5f, 7f, 6f], batch.Latency.LatencyUs);
        Assert.Equal([-100L], batch.Loss.TimeDeltaUs);
        Assert.Null(batch.Throughput);
        Assert.Equal(0UL, batch.Sequence);
    }

    private static Sample RandomSample(Random random)
    {
        string circuit = $"customers/acme/circuits/c{random.Next(5)}";
        long instant = 1_700_000_000_000_000 + random.NextInt64(-5_000_000, 5_000_000);
        return random.Next(3) switch
        {
            0 => Sample.Latency(circuit, instant, (float)(random.NextDouble() * 1e6)),
            1 => Sample.Throughput(circuit, instant, random.NextDouble() * 1e10),
            _ => Sample.Loss(circuit, instant, (uint)random.Next(1, 10), (uint)random.Next(0, 2)),
        };
    }
}
