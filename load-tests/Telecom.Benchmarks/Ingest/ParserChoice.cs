using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using Telecom.Benchmarks.Load;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Benchmarks.Ingest;

/// <summary>
/// Why ingestion does not use the generated parser for the batches of a stream: from a message of 500 rows of three tables to what the log
/// stores, by the generated parser and writer, and by reading the columns where they stand and copying the batch.
/// </summary>
[MemoryDiagnoser]
public class ParserChoice
{
    private const int Rows = 500;

    private byte[] _message = [];
    private byte[] _record = [];
    private uint[] _numbers = [];
    private long[] _times = [];

    /// <summary>Circuits in the batch: 1 or 500.</summary>
    [Params(1, 500)]
    public int Circuits { get; set; }

    /// <summary>Makes the message.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var templates = new BatchTemplates(new LoadShape { Rows = Rows, CircuitsPerBatch = Circuits, CircuitsPerLane = Circuits, Seed = 1 });
        SampleBatch batch = SampleBatch.Parser.ParseFrom(templates.Tables(0));
        batch.Sequence = 1;
        batch.BaseTimeUs = 1_750_000_000_000_000;
        _message = batch.ToByteArray();
        _record = new byte[_message.Length + 64];
        _numbers = new uint[Rows];
        _times = new long[Rows];
    }

    /// <summary>The generated parser, a pass over every column, the generated writer.</summary>
    [Benchmark(Baseline = true)]
    public long Generated()
    {
        SampleBatch batch = SampleBatch.Parser.ParseFrom(_message);
        long sum = 0;
        for (int row = 0; row < batch.Latency.Circuit.Count; row++)
        {
            sum += batch.Latency.Circuit[row] + batch.Latency.TimeDeltaUs[row] + (long)batch.Latency.LatencyUs[row];
            sum += batch.Throughput.Circuit[row] + batch.Throughput.TimeDeltaUs[row] + (long)batch.Throughput.ThroughputBps[row];
            sum += batch.Loss.Circuit[row] + batch.Loss.TimeDeltaUs[row] + batch.Loss.Sent[row] + batch.Loss.Lost[row];
        }

        return sum + new LogRecord { Batch = batch }.ToByteArray().Length;
    }

    /// <summary>The columns where they stand, all of them decoded, and the batch copied.</summary>
    [Benchmark]
    public long Columns()
    {
        if (!SampleBatchView.TryRead(_message, out SampleBatchView batch))
        {
            throw new InvalidOperationException("not the usual encoding");
        }

        long sum = Sum(batch.Latency.Circuits) + Sum(batch.Latency.TimeDeltas) + Sum(batch.Throughput.Circuits) + Sum(batch.Throughput.TimeDeltas);
        sum += Sum(batch.Loss.Circuits) + Sum(batch.Loss.TimeDeltas) + Sum(batch.Loss.Sent) + Sum(batch.Loss.Lost);
        foreach (float value in batch.Latency.Values)
        {
            sum += (long)value;
        }

        foreach (double value in batch.Throughput.Values)
        {
            sum += (long)value;
        }

        _message.CopyTo(_record, 16);
        return sum + _record.Length;
    }

    private long Sum(VarintColumn column)
    {
        if (!column.TryDecode(_numbers))
        {
            throw new InvalidOperationException("not the usual encoding");
        }

        long sum = 0;
        foreach (uint number in _numbers)
        {
            sum += number;
        }

        return sum;
    }

    private long Sum(ZigZagColumn column)
    {
        if (!column.TryDecode(_times))
        {
            throw new InvalidOperationException("not the usual encoding");
        }

        long sum = 0;
        foreach (long time in _times)
        {
            sum += time;
        }

        return sum;
    }
}
