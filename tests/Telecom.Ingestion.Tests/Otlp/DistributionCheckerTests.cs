using Telecom.Common.V1;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Ingestion.Tests.Otlp;

/// <summary>Rows of distributions as a stream would bring them.</summary>
public sealed class DistributionCheckerTests
{
    private const long NowUs = Batches.BaseUs + 1_000_000;

    [Fact]
    public void A_good_row_is_accepted_as_it_is()
    {
        DistributionTable table = Good();
        Assert.Null(DistributionChecker.ColumnsDefect(table));
        Assert.Null(DistributionChecker.ValueDefect(table, 0, 0));
    }

    public static TheoryData<string, RefusalReason> Wrong() => new()
    {
        { "metric", RefusalReason.BadDistribution },
        { "scale", RefusalReason.BadDistribution },
        { "large", RefusalReason.TooLarge },
        { "offset", RefusalReason.BadDistribution },
        { "empty end", RefusalReason.BadDistribution },
        { "sum", RefusalReason.BadDistribution },
        { "min", RefusalReason.BadDistribution },
        { "max", RefusalReason.BadDistribution },
        { "zeros without min 0", RefusalReason.BadDistribution },
        { "count", RefusalReason.BadDistribution },
        { "error", RefusalReason.BadDistribution },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_row_that_contradicts_itself_is_refused_with_its_reason(string what, RefusalReason reason)
    {
        DistributionTable table = Good();
        switch (what)
        {
            case "metric":
                table.Metric[0] = Metric.Loss;
                break;
            case "scale":
                table.Scale[0] = 5;
                break;
            case "large":
                table.Max[0] = ulong.MaxValue;
                break;
            case "offset":
                table.Offset[0] = LogBuckets.Last;
                break;
            case "empty end":
                table.Counts[^1] = 0;
                break;
            case "sum":
                table.Sum[0] *= 2;
                break;
            case "min":
                table.Min[0] = 1;
                break;
            case "max":
                table.Max[0] *= 2;
                break;
            case "zeros without min 0":
                table.ZeroCount[0] = 1;
                break;
            case "count":
                table.Counts[0] = ulong.MaxValue;
                break;
            default:
                table.SourceErrorPpm[0] = uint.MaxValue;
                break;
        }

        Assert.Equal(reason, DistributionChecker.ValueDefect(table, 0, 0)?.Reason);
    }

    [Fact]
    public void Rows_are_refused_alone_and_the_instants_of_the_others_stay()
    {
        DistributionTable table = Good();
        foreach ((uint handle, long delta) in ((uint, long)[])[(1, 1000), (7, 1000), (2, 1000), (3, 1000), (1, 10_000_000_000), (1, -10_000_000_000)])
        {
            table.MergeFrom(Row(handle, delta));
        }

        HandleTable handles = new("acme", 10);
        RefusalList refusals = new(1);
        handles.Begin(Batches.Declaring(1, Names.Circuit, Names.UnknownCircuit, Names.ForeignCircuit).Circuits, new CircuitIndex(1, [Names.Circuit]), refusals);
        List<CircuitHandle> circuits = [];
        List<(int Row, RefusalReason Reason)> refused = [];
        DistributionTable? accepted = DistributionChecker.Accept(
            table, handles, Batches.BaseUs, Batches.BaseUs, NowUs, 0, circuits, (row, _, reason, _) => refused.Add((row, reason)));
        Assert.Equal(
            [(2, RefusalReason.UnknownHandle), (3, RefusalReason.UnknownCircuit), (4, RefusalReason.ForeignCircuit), (5, RefusalReason.TimeInFuture)], refused);
        Assert.Equal([0L, 1000L, 3000L], accepted?.TimeDeltaUs);
        Assert.Equal(6, accepted?.Counts.Count);
        Assert.Equal([Names.Circuit], circuits.Select(c => c.Circuit));
    }

    [Fact]
    public void Columns_of_different_lengths_refuse_the_table()
    {
        DistributionTable table = Good();
        table.Counts.Add(1);
        List<RefusalReason> refused = [];
        Assert.Null(DistributionChecker.Accept(
            table, new HandleTable("acme", 10), 0, 0, NowUs, 0, [], (_, _, reason, _) => refused.Add(reason)));
        Assert.Equal([RefusalReason.ColumnsDiffer], refused);
    }

    [Fact]
    public void A_batch_stores_good_distributions_and_refuses_bad_ones_alone()
    {
        SampleBatch batch = Batches.Latencies(1, 2);
        DistributionTable good = Good();
        DistributionTable bad = Good();
        batch.Distribution = Good();
        batch.Distribution.MergeFrom(bad);
        batch.Distribution.Sum[1] = 1;
        CheckedBatch result = BatchChecker.Check(batch, new HandleTable("acme", 10), new CircuitIndex(1, [Names.Circuit]), NowUs, 0);
        Assert.Equal(good, result.Accepted.Distribution);
        Assert.Equal(3, result.StoredSamples);
        Assert.Equal(1, result.RefusedSamples);
        Refusal refusal = Assert.Single(result.Refusals);
        Assert.True(refusal is { Distribution: true, Metric: Metric.Latency, Reason: RefusalReason.BadDistribution });
        Assert.Equal([1u], refusal.Rows);
        Assert.Equal([Names.Circuit], result.Circuits.Select(circuit => circuit.Circuit));
        Assert.Equal(4, BatchChecker.CountSamples(batch));
    }

    [Fact]
    public void Circuits_that_a_batch_used_before_it_is_checked_again_are_in_its_record()
    {
        HandleTable handles = new("acme", 10);
        RefusalList refusals = new(1);
        SampleBatch batch = Batches.Latencies(1, 2);
        handles.Begin(batch.Circuits, new CircuitIndex(1, [Names.Circuit]), refusals);
        handles.Find(1)!.LastUse = handles.Uses;
        Assert.Equal([Names.Circuit], BatchChecker.CheckTables(batch, handles, refusals, NowUs, 0).Circuits.Select(circuit => circuit.Circuit));
    }

    private static DistributionTable Good() => Row(1, 0);

    /// <summary>Three values, 1 ms twice and about 1.01 ms.</summary>
    private static DistributionTable Row(uint handle, long delta)
    {
        int first = LogBuckets.IndexOf(1_000_000);
        long high = LogBuckets.LowestIn(first + 1);
        return new DistributionTable
        {
            Circuit = { handle },
            TimeDeltaUs = { delta },
            Metric = { Metric.Latency },
            Scale = { LogBuckets.Scale },
            ZeroCount = { 0 },
            Sum = { 2_000_000 + (ulong)high },
            Min = { 1_000_000 },
            Max = { (ulong)high },
            Offset = { first },
            Buckets = { 2 },
            Counts = { 2, 1 },
            SourceErrorPpm = { 0 },
        };
    }
}
