using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;
using Telecom.Sla.Status;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Status;

/// <summary>A rating from roll-ups is the rating of all minute cells.</summary>
public sealed class CellRatingTests(ITestOutputHelper output)
{
    private const string Circuit = "customers/acme/circuits/line-1";

    /// <summary>2026-04-01T00:00Z, minutes since the Unix epoch.</summary>
    private const long April = 29_584_800;

    [Fact]
    public async Task Roll_ups_give_the_rating_of_all_minute_cells()
    {
        int ratings = 0;
        foreach (Random random in Seeds.Each(output))
        {
            for (int round = 0; round < 6; round++)
            {
                MemoryStore store = new(TimeProvider.System);
                List<(int Producer, MinuteCell Cell)> cells = await FillAsync(store, random, days: random.Next(2, 6));
                for (int question = 0; question < 4; question++, ratings++)
                {
                    (PlanTerms terms, RatingScope scope) = Ask(random);
                    CircuitRating expected = FromMinutes(terms, scope, cells);
                    (CircuitRating actual, _) = await CellRating.RateAsync(store, Circuit, terms, scope, default);
                    AssertSame(expected, actual);
                }
            }
        }

        output.WriteLine($"{ratings} ratings compared");
    }

    [Fact]
    public async Task A_month_is_read_from_days_and_an_outage_from_its_minutes()
    {
        MemoryStore store = new(TimeProvider.System);
        List<(int, MinuteCell)> cells = [];
        for (long minute = April - 1440; minute < April + (30 * 1440); minute++)
        {
            cells.Add((0, Minute(new Random(3), minute, down: minute - April is >= 5000 and < 5010)));
        }

        await WriteAsync(store, cells, until: April + (31 * 1440));
        RatingScope scope = Scope(0, 30 * 1440);
        (CircuitRating rating, int read) = await CellRating.RateAsync(store, Circuit, Terms([]), scope, default);

        Assert.Equal(10 * UtcInstant.PerMinute, rating.Availability.DowntimeUs);
        Assert.Equal((30 * 1440) - 10, rating.Performance[0].MeasuredMinutes);

        // 31 days, the day before included; the 24 hours of the outage's day; the 60 minutes of its hour.
        Assert.Equal(31 + 24 + 60, read);
    }

    [Fact]
    public async Task Where_minutes_are_gone_an_hour_that_touches_an_outage_is_left_out_whole_and_that_is_said()
    {
        MemoryStore store = new(TimeProvider.System);
        List<(int, MinuteCell)> cells = [];
        for (long minute = April; minute < April + 1440; minute++)
        {
            cells.Add((0, Minute(new Random(3), minute, down: minute - April is >= 605 and < 610)));
        }

        await WriteAsync(store, cells, until: April + 2880);
        await store.TrimAsync(new CellRetention(April + 1440, 0, 0), 100_000, default);
        (CircuitRating rating, _) = await CellRating.RateAsync(store, Circuit, Terms([]), Scope(0, 1440), default);

        Assert.Equal(5 * UtcInstant.PerMinute, rating.Availability.DowntimeUs);
        Assert.Equal((1440 - 60, 1440 - 60), (rating.Performance[0].MeasuredMinutes, rating.Performance[0].CandidateMinutes));
        Assert.Contains(rating.Assumptions, text => text.StartsWith("55 minutes are left out of performance figures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suspect_minutes_are_counted_and_said()
    {
        MemoryStore store = new(TimeProvider.System);
        List<(int, MinuteCell)> cells = [.. Enumerable.Range(0, 1440).Select(i => (0, Minute(new Random(3), April + i, down: false)))];
        cells[70].Item2.Mark(SuspectReasons.ClockStep);
        cells[71].Item2.Mark(SuspectReasons.ClockStep | SuspectReasons.ClockSkew);
        await WriteAsync(store, cells, until: April + 2880);
        (CircuitRating rating, _) = await CellRating.RateAsync(store, Circuit, Terms([]), Scope(0, 1440), default);
        Assert.Equal(2, rating.SuspectMinutes);
        Assert.Contains(rating.Assumptions, text => text.StartsWith("2 minutes have suspect samples", StringComparison.Ordinal));
    }

    internal static void AssertSame(CircuitRating expected, CircuitRating actual)
    {
        Assert.Equal(expected.Availability, actual.Availability);
        Assert.Equal(expected.Outages, actual.Outages);
        Assert.Equal((expected.State, expected.Final, expected.NewestSample, expected.SampleCount), (actual.State, actual.Final, actual.NewestSample, actual.SampleCount));
        Assert.Equal(expected.SuspectMinutes, actual.SuspectMinutes);
        Assert.Equal(expected.Performance.Count, actual.Performance.Count);
        foreach ((PerformanceRating one, PerformanceRating other) in expected.Performance.Zip(actual.Performance))
        {
            if (one.Statistic.Kind == StatisticKind.ShareAtLeast)
            {
                // Wider bounds are allowed where they do not change the verdict.
                Assert.True(one.Low is null || (other.Low <= one.Low && other.High >= one.High));
                Assert.Equal(one with { Value = null, Low = null, High = null }, other with { Value = null, Low = null, High = null });
            }
            else
            {
                Assert.Equal(one, other);
            }
        }

        Assert.Equal(expected.Assumptions, actual.Assumptions);
    }

    /// <summary>The slow way: every minute cell, one by one.</summary>
    private static CircuitRating FromMinutes(PlanTerms terms, RatingScope scope, List<(int Producer, MinuteCell Cell)> cells)
    {
        (long firstSlice, long endSlice) = scope.Slices(terms.Availability);
        SliceRunBuilder builder = new(terms.Availability, firstSlice, endSlice, scope.Cuts(terms.Availability));
        List<MeasuredSlot> slots = [];
        foreach ((int producer, MinuteCell cell) in cells)
        {
            builder.Add(cell);
            if (slots.Count == 0 || slots[^1].Start != cell.Minute)
            {
                slots.Add(new MeasuredSlot(cell.Minute, 1));
            }

            slots[^1].Add(producer, cell);
        }

        return CircuitRater.Rate(terms, scope, AvailabilityRater.Rate(terms, scope, builder.Build()), slots);
    }

    private static async Task<List<(int Producer, MinuteCell Cell)>> FillAsync(MemoryStore store, Random random, int days)
    {
        List<(int Producer, MinuteCell Cell)> cells = [];
        int producers = random.Next(1, 4);
        bool down = false;
        bool[] silent = new bool[producers];
        for (long minute = April - 1440; minute < April + (days * 1440); minute++)
        {
            down = random.Next(down ? 6 : 400) == 0 ? !down : down;
            for (int producer = 0; producer < producers; producer++)
            {
                silent[producer] = random.Next(silent[producer] ? 40 : 300) == 0 ? !silent[producer] : silent[producer];
                if (!silent[producer])
                {
                    cells.Add((producer, Minute(random, minute, down)));
                }
            }
        }

        // Some hours come due again by a late sample, and some were never rolled up.
        await WriteAsync(store, cells, until: April + (days * 1440) - random.Next(2000));
        foreach ((int producer, MinuteCell cell) in cells.Where(_ => random.Next(3000) == 0))
        {
            cell.AddLatency(cell.Start.Plus(59_999_999), 31_000_000);
            await ApplyAsync(store, [(producer, cell)]);
        }

        return cells;
    }

    private static MinuteCell Minute(Random random, long minute, bool down)
    {
        MinuteCell cell = new(minute);
        for (int second = random.Next(10); second < 60; second += 10)
        {
            UtcInstant at = cell.Start.Plus((second * UtcInstant.PerSecond) + 250_000);
            bool lost = down || random.Next(30) == 0;
            cell.AddLoss(at, 2, lost ? 2u : (uint)random.Next(2));
            if (!lost)
            {
                cell.AddLatency(at, 15_000_000 + random.NextInt64(10_000_000));
                cell.AddThroughput(at, 95_000_000 + random.NextInt64(10_000_000));
            }
        }

        if (random.Next(500) == 0)
        {
            cell.Mark(SuspectReasons.HaltedTest);
        }

        return cell;
    }

    private static async Task WriteAsync(MemoryStore store, List<(int Producer, MinuteCell Cell)> cells, long until)
    {
        await ApplyAsync(store, cells);
        foreach (int partition in cells.Select(cell => cell.Producer).Distinct())
        {
            PartitionLease lease = await LeaseAsync(store, partition);
            RollupMaker maker = new(partition, store, 50);
            while (await maker.MakeAsync(lease, store.PositionOf(partition), until, default) is { More: true })
            {
            }
        }
    }

    private static async Task ApplyAsync(MemoryStore store, List<(int Producer, MinuteCell Cell)> cells)
    {
        foreach (IGrouping<int, (int Producer, MinuteCell Cell)> own in cells.GroupBy(cell => cell.Producer))
        {
            PartitionLease lease = await LeaseAsync(store, own.Key);
            CellWrite[] writes = [.. own.Select(one => new CellWrite(new CellKey(Circuit, Agent(own.Key), one.Cell.Minute), MinuteCellCodec.Encode(one.Cell)))];
            Assert.True(await store.ApplyAsync(lease, store.PositionOf(own.Key), new LogPosition(1, 1), new FoldWrites(writes, [], []), default));
        }
    }

    private static async Task<PartitionLease> LeaseAsync(MemoryStore store, int partition) =>
        (await store.AcquireLeaseAsync(partition, new Guid(partition + 1, 0, 0, new byte[8]), TimeSpan.FromHours(1), default))!;

    /// <summary>Two lanes of one agent, and another agent.</summary>
    private static string Agent(int producer) => $"customers/acme/agents/probe-{producer / 2}";

    private static (PlanTerms Terms, RatingScope Scope) Ask(Random random)
    {
        long start = random.Next(3) == 0 ? random.Next(2000) : random.Next(2) * 30;
        long end = start + random.Next(1, 6000);
        RatingScope scope = Scope(start, end) with
        {
            SubscriptionStart = new UtcInstant((April + random.Next(-100, 1500)) * UtcInstant.PerMinute).Plus(random.Next(60) * UtcInstant.PerSecond),
            AsOf = new UtcInstant((April + random.Next(1, 7000)) * UtcInstant.PerMinute).Plus(random.Next(60) * UtcInstant.PerSecond),
        };
        PerformanceLimit[] limits =
        [
            Limit(MetricKind.Latency, PerformanceStatistic.P95, new Ratio(20_000 + random.Next(5000), 1)),
            Limit(MetricKind.Latency, PerformanceStatistic.JitterPercentile(95), new Ratio(random.Next(10_000), 1)),
            Limit(MetricKind.Loss, PerformanceStatistic.MeanLossRatio, Ratio.Percent(random.Next(60))),
            Limit(MetricKind.Throughput, PerformanceStatistic.ShareAtLeast(95_000_000 + random.Next(10_000_000)), Ratio.Percent(random.Next(100))),
        ];
        PlanTerms terms = Terms([.. limits.Where(_ => random.Next(2) == 0)]) with
        {
            Availability = new AvailabilityRule(random.GetItems([1, 10, 30, 60, 90, 3600], 1)[0] * UtcInstant.PerSecond, Ratio.Percent(random.Next(90)), random.Next(1, 5)),
            MissingData = (MissingDataPolicy)random.Next(4),
        };
        return (terms, scope);

        PerformanceLimit Limit(MetricKind metric, PerformanceStatistic statistic, Ratio threshold) =>
            new(metric, statistic, (Comparator)random.Next(1, 5), threshold, Ratio.Percent(random.Next(3) * 40), random.Next(2) == 0);
    }

    private static PlanTerms Terms(IReadOnlyList<PerformanceLimit> limits) =>
        new(new Ratio(9995, 10000), AvailabilityRule.Default, MissingDataPolicy.Undetermined, limits);

    private static RatingScope Scope(long start, long end)
    {
        TimeRange period = new(new UtcInstant((April + start) * UtcInstant.PerMinute), new UtcInstant((April + end) * UtcInstant.PerMinute));
        return new RatingScope(period, period.Start, period.End.Plus(UtcInstant.PerHour));
    }
}
