using Telecom.Common.V1;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Checking;

public sealed class BatchCheckerTests
{
    private const long NowUs = Batches.BaseUs + 1_000_000_000;
    private const long MaxFutureUs = 300_000_000;

    private readonly HandleTable _handles = new("acme", 100);
    private CircuitIndex _index = new(1, [Names.Circuit, Names.OtherCircuit]);

    [Fact]
    public void A_good_batch_keeps_its_columns_without_a_copy()
    {
        SampleBatch batch = Batches.Latencies(1).AddThroughput(1, 5, 1e9).AddLoss(1, 7, 10, 1);
        CheckedBatch result = Check(batch);
        Assert.Same(batch.Latency, result.Accepted.Latency);
        Assert.Same(batch.Throughput, result.Accepted.Throughput);
        Assert.Same(batch.Loss, result.Accepted.Loss);
        Assert.Empty(result.Refusals);
        Assert.Equal(5, result.StoredSamples);
        Assert.Empty(result.Accepted.Circuits);
    }

    [Fact]
    public void A_table_without_faults_keeps_its_columns_when_another_has_some()
    {
        SampleBatch batch = Batches.Latencies(1).AddThroughput(1, 5, -1);
        CheckedBatch result = Check(batch);
        Assert.Same(batch.Latency, result.Accepted.Latency);
        Assert.Null(result.Accepted.Throughput);
    }

    public static TheoryData<string, RefusalReason, bool> BadLatencies => new()
    {
        { "undeclared handle", RefusalReason.UnknownHandle, false },
        { "handle 0", RefusalReason.UnknownHandle, false },
        { "unknown circuit", RefusalReason.UnknownCircuit, true },
        { "foreign circuit", RefusalReason.ForeignCircuit, false },
        { "malformed circuit", RefusalReason.BadHandle, false },
        { "far future", RefusalReason.TimeInFuture, false },
        { "before 2000", RefusalReason.TimeOutOfRange, false },
        { "before time", RefusalReason.TimeOutOfRange, false },
        { "not a number", RefusalReason.NotFinite, false },
        { "infinity", RefusalReason.NotFinite, false },
        { "minus infinity", RefusalReason.NotFinite, false },
        { "negative", RefusalReason.Negative, false },
        { "above an hour", RefusalReason.TooLarge, false },
    };

    [Theory]
    [MemberData(nameof(BadLatencies))]
    public void A_bad_latency_is_refused_alone(string fault, RefusalReason reason, bool retryable)
    {
        SampleBatch batch = Batches.Declaring(7, Names.Circuit, Names.UnknownCircuit, Names.ForeignCircuit, "core");
        (uint handle, long offset, float us) = fault switch
        {
            "undeclared handle" => (99u, 0L, 1f),
            "handle 0" => (0u, 0, 1),
            "unknown circuit" => (2u, 0, 1),
            "foreign circuit" => (3u, 0, 1),
            "malformed circuit" => (4u, 0, 1),
            "far future" => (1u, NowUs + MaxFutureUs + 1 - Batches.BaseUs - 10, 1),
            "before 2000" => (1u, 946_684_799_999_999 - Batches.BaseUs - 10, 1),
            "before time" => (1u, long.MinValue / 2, 1),
            "not a number" => (1u, 0, float.NaN),
            "infinity" => (1u, 0, float.PositiveInfinity),
            "minus infinity" => (1u, 0, float.NegativeInfinity),
            "negative" => (1u, 0, -0.001f),
            _ => (1u, 0, 3_600_000_256f),
        };
        batch.AddLatency(1, 10, 5).AddLatency(handle, offset, us).AddLatency(1, 20 - offset, 6);

        CheckedBatch result = Check(batch);

        Refusal refusal = Assert.Single(result.Refusals, r => r.Metric == Metric.Latency);
        Assert.Equal((7ul, reason, retryable), (refusal.Sequence, refusal.Reason, refusal.Retryable));
        Assert.Equal([1u], refusal.Rows);
        Assert.NotEmpty(refusal.Detail);
        Assert.Equal(1, result.RefusedSamples);
        Assert.Equal(
            [Sample.Latency(Names.Circuit, Batches.BaseUs + 10, 5), Sample.Latency(Names.Circuit, Batches.BaseUs + 30, 6)],
            SamplesOf(result));
    }

    [Fact]
    public void Bad_throughputs_and_losses_are_refused_by_reason()
    {
        SampleBatch batch = Batches.Declaring(1, Names.Circuit)
            .AddThroughput(1, 0, double.NaN).AddThroughput(1, 0, -1).AddThroughput(1, 0, 1.1e15).AddThroughput(1, 0, 5)
            .AddLoss(1, 0, 0, 0).AddLoss(1, 0, 5, 6).AddLoss(1, 0, 1_000_000_001, 0).AddLoss(1, 0, 5, 5).AddLoss(1, 0, 0, 3);
        CheckedBatch result = Check(batch);
        Assert.Equal(
            [
                (Metric.Throughput, RefusalReason.NotFinite, "0"),
                (Metric.Throughput, RefusalReason.Negative, "1"),
                (Metric.Throughput, RefusalReason.TooLarge, "2"),
                (Metric.Loss, RefusalReason.NothingSent, "0,4"),
                (Metric.Loss, RefusalReason.LostAboveSent, "1"),
                (Metric.Loss, RefusalReason.TooLarge, "2"),
            ],
            result.Refusals.Select(r => (r.Metric, r.Reason, string.Join(",", r.Rows))));
        Assert.Equal(7, result.RefusedSamples);
        Assert.Equal(
            [Sample.Throughput(Names.Circuit, Batches.BaseUs, 5), Sample.Loss(Names.Circuit, Batches.BaseUs, 5, 5)],
            SamplesOf(result));
    }

    [Fact]
    public void A_table_with_differing_columns_is_refused_whole_and_alone()
    {
        SampleBatch batch = Batches.Latencies(1).AddThroughput(1, 0, 5).AddLoss(1, 0, 5, 5);
        batch.Latency.LatencyUs.Add(1);
        batch.Loss.Lost.Clear();
        CheckedBatch result = Check(batch);
        Assert.Equal(
            [(Metric.Latency, RefusalReason.ColumnsDiffer, "0,1,2,3"), (Metric.Loss, RefusalReason.ColumnsDiffer, "0")],
            result.Refusals.Select(r => (r.Metric, r.Reason, string.Join(",", r.Rows))));
        Assert.Contains("3, 3, 4, 4", result.Refusals[0].Detail, StringComparison.Ordinal);
        Assert.Equal([Sample.Throughput(Names.Circuit, Batches.BaseUs, 5)], SamplesOf(result));
    }

    [Fact]
    public void A_circuit_of_another_customer_is_foreign_whether_it_exists_or_not()
    {
        _index = new CircuitIndex(1, [Names.Circuit, Names.ForeignCircuit]);
        SampleBatch batch = Batches.Declaring(1, Names.ForeignCircuit, "customers/globex/circuits/none").AddLatency(1, 0, 1).AddLatency(2, 0, 1);
        Refusal refusal = Assert.Single(Check(batch).Refusals);
        Assert.Equal(RefusalReason.ForeignCircuit, refusal.Reason);
        Assert.Equal([0u, 1u], refusal.Rows);
    }

    [Fact]
    public void A_handle_that_is_known_from_an_earlier_batch_is_named_in_the_record()
    {
        Check(Batches.Declaring(1, Names.Circuit, Names.OtherCircuit));
        CheckedBatch result = Check(new SampleBatch { Sequence = 2, BaseTimeUs = Batches.BaseUs }.AddLatency(2, 0, 1).AddLatency(2, 0, 2));
        CircuitHandle handle = Assert.Single(result.Circuits);
        Assert.Equal((2u, Names.OtherCircuit), (handle.Handle, handle.Circuit));
    }

    [Fact]
    public void Circuits_whose_samples_were_all_refused_are_not_in_the_record()
    {
        SampleBatch batch = Batches.Declaring(1, Names.Circuit, Names.OtherCircuit).AddLatency(1, 0, 1).AddLatency(2, 0, -1);
        Assert.Equal([Names.Circuit], Check(batch).Circuits.Select(c => c.Circuit));
    }

    [Fact]
    public void A_circuit_that_the_catalogue_learns_is_accepted_from_then_on()
    {
        Check(Batches.Declaring(1, Names.UnknownCircuit));
        Assert.Equal(1, Check(new SampleBatch { Sequence = 2, BaseTimeUs = Batches.BaseUs }.AddLatency(1, 0, 1)).RefusedSamples);
        _index = new CircuitIndex(2, [Names.UnknownCircuit]);
        Assert.Equal(0, Check(new SampleBatch { Sequence = 3, BaseTimeUs = Batches.BaseUs }.AddLatency(1, 0, 1)).RefusedSamples);
        _index = new CircuitIndex(3, []);
        Assert.Equal(1, Check(new SampleBatch { Sequence = 4, BaseTimeUs = Batches.BaseUs }.AddLatency(1, 0, 1)).RefusedSamples);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_base_time_that_is_no_time_still_gives_exact_instants(long baseUs)
    {
        SampleBatch batch = Batches.Declaring(1, Names.Circuit);
        batch.BaseTimeUs = baseUs;
        long half = (Batches.BaseUs / 2) - (baseUs / 2);
        long rest = (long)((Int128)Batches.BaseUs - baseUs - half);
        batch.AddLatency(1, half, 1).AddLatency(1, rest, 2).AddLatency(1, 5, 3);
        CheckedBatch result = Check(batch);
        Assert.Equal(1, result.RefusedSamples);
        Assert.Equal(
            [Sample.Latency(Names.Circuit, Batches.BaseUs, 2), Sample.Latency(Names.Circuit, Batches.BaseUs + 5, 3)],
            SamplesOf(result));
    }

    [Fact]
    public void Time_deltas_that_overflow_do_not_come_back_as_plausible_instants()
    {
        SampleBatch batch = Batches.Declaring(1, Names.Circuit);
        for (int i = 0; i < 4; i++)
        {
            // Four times 2^62 is 2^64: in wrapping arithmetic the last instant would be the base time again.
            batch.AddLatency(1, 1L << 62, 1);
        }

        CheckedBatch result = Check(batch);
        Assert.Equal(4, result.RefusedSamples);
        Assert.Equal(RefusalReason.TimeInFuture, Assert.Single(result.Refusals).Reason);
    }

    [Fact]
    public void A_batch_counts_the_longest_column_of_each_table()
    {
        SampleBatch batch = Batches.Latencies(1, 3).AddThroughput(1, 0, 1).AddLoss(1, 0, 1, 0);
        Assert.Equal(5, BatchChecker.CountSamples(batch));
        batch.Latency.TimeDeltaUs.Add([1, 2, 3, 4]);
        batch.Loss.Lost.Add([1, 2]);
        Assert.Equal(11, BatchChecker.CountSamples(batch));
        Assert.Equal(0, BatchChecker.CountSamples(new SampleBatch()));
    }

    private CheckedBatch Check(SampleBatch batch) => BatchChecker.Check(batch, _handles, _index, NowUs, MaxFutureUs);

    private static IReadOnlyList<Sample> SamplesOf(CheckedBatch result)
    {
        LogRecord record = new() { Batch = result.Accepted };
        record.Circuits.AddRange(result.Circuits);
        return Sample.Of(record);
    }
}
