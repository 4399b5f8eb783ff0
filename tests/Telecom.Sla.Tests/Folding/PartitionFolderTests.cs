using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Folding;

public sealed class PartitionFolderTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_sample_is_folded_once_in_its_own_minute()
    {
        foreach (Random random in Seeds.Each(output))
        {
            List<Batch> batches = RandomBatches.Make(random, 60, 5, 6);
            FolderDriver driver = new(FolderDriver.Wide);

            driver.Fold(FolderDriver.Decode(batches));

            Tally tally = Tally.Of(batches);
            tally.AssertEqual(driver.Cells);
            AssertLate(tally, driver);
            AssertProgress(batches, tally, driver);
        }
    }

    [Fact]
    public void Any_split_of_the_records_over_steps_and_restarts_gives_the_same_bytes()
    {
        foreach (Random random in Seeds.Each(output))
        {
            List<Batch> batches = RandomBatches.Make(random, 60, 5, 6);
            FolderDriver whole = new(FolderDriver.Wide);
            whole.Fold(FolderDriver.Decode(batches));

            FolderDriver split = new(FolderDriver.Wide with
            {
                MaxStepCells = random.Next(1, 50),
                MaxHotCells = random.Next(0, 30),
                MaxHotLanes = random.Next(1, 6),
            });
            IReadOnlyList<DecodedRecord> rest = FolderDriver.Decode(batches);
            while (rest.Count > 0)
            {
                int take = random.Next(1, 12);
                split.Fold([.. rest.Take(take)]);
                rest = [.. rest.Skip(take)];
                if (random.Next(4) == 0)
                {
                    split.Restart();
                }
            }

            Assert.True(split.Steps > 5);
            Assert.Equal(whole.Cells.Keys.ToHashSet(), split.Cells.Keys.ToHashSet());
            foreach ((CellKey key, byte[] cell) in whole.Cells)
            {
                Assert.Equal(cell, split.Cells[key]);
            }

            Assert.Equal(whole.Late.ToHashSet(), split.Late.ToHashSet());
            Assert.Equal(whole.Lanes.ToHashSet(), split.Lanes.ToHashSet());
        }
    }

    [Fact]
    public void A_record_whose_sequence_its_lane_had_already_changes_nothing_and_is_counted()
    {
        foreach (Random random in Seeds.Each(output))
        {
            List<Batch> batches = RandomBatches.Make(random, 40, 4, 5);
            List<Batch> replayed = [];
            foreach (Batch batch in batches)
            {
                replayed.Add(batch);
                if (random.Next(3) == 0)
                {
                    replayed.Add(replayed[random.Next(replayed.Count)]);
                }
            }

            FolderDriver driver = new(FolderDriver.Wide);
            driver.Fold(FolderDriver.Decode(replayed));

            Assert.Equal(replayed.Count - batches.Count, driver.Last.ReplayedRecords);
            Assert.Equal(batches.Count, driver.Last.FoldedRecords);
            Tally.Of(batches).AssertEqual(driver.Cells);
        }
    }

    [Fact]
    public void A_step_of_replayed_records_alone_writes_nothing_and_still_moves_on()
    {
        List<Batch> batches = RandomBatches.Make(new Random(7), 10, 1, 3);
        FolderDriver driver = new(FolderDriver.Wide);
        IReadOnlyList<DecodedRecord> records = FolderDriver.Decode(batches);
        driver.Fold(records);

        FoldStep step = driver.Folder.Fold(records);
        FoldWrites writes = driver.Folder.Complete(new Dictionary<CellKey, ReadOnlyMemory<byte>>());

        Assert.Equal(10, step.Counts.ReplayedRecords);
        Assert.Equal(records[^1].Position, step.Next);
        Assert.Empty(writes.Cells);
        Assert.Empty(writes.Progress);
        Assert.Empty(writes.TooLate);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(60_000_000, false)]
    [InlineData(59_999_999, true)]
    public void A_sample_is_too_late_when_its_whole_minute_lies_before_retention_counted_from_the_receipt(long offsetUs, bool late)
    {
        // The receipt lies one minute and the retention after a full minute, so that the first minute in retention begins at offset 60 s.
        long received = RandomBatches.Start + RandomBatches.RetentionUs + 60_000_000;
        Batch batch = new(RandomBatches.Lane(0), 1, received, [Sample.Latency(RandomBatches.Circuit(1), RandomBatches.Start + offsetUs, 5)]);
        FolderDriver driver = new(FolderDriver.Wide);

        driver.Fold(FolderDriver.Decode([batch]));

        Assert.Equal(late ? 1 : 0, driver.Late.Count);
        Assert.Equal(late ? 0 : 1, driver.Cells.Count);
        Assert.Equal(late ? 1UL : 0UL, driver.Lanes[batch.Lane].TooLateSamples);
        Assert.Equal(late ? 0UL : 1UL, driver.Lanes[batch.Lane].FoldedSamples);
        Assert.Equal(late ? 1UL : 0UL, driver.Last.LateSamples);
    }

    [Fact]
    public void A_record_without_samples_moves_its_lane()
    {
        FolderDriver driver = new(FolderDriver.Wide);

        driver.Fold(FolderDriver.Decode([new Batch(RandomBatches.Lane(0), 4, RandomBatches.Start, [])]));

        Assert.Equal(new LaneProgress(RandomBatches.Lane(0), 4, 0, 0), driver.Lanes[RandomBatches.Lane(0)]);
        Assert.Empty(driver.Cells);
        Assert.Equal(3UL, driver.Last.SkippedSequences);
    }

    [Fact]
    public void A_step_ends_after_the_record_that_brings_it_to_its_limit_of_cells()
    {
        Batch[] batches = [.. Enumerable.Range(1, 5).Select(i => new Batch(
            RandomBatches.Lane(0), (ulong)i, RandomBatches.Start, [Now(i), Now(i) with { TimeUs = RandomBatches.Start - 60_000_000 }]))];
        FolderDriver driver = new(FolderDriver.Wide with { MaxStepCells = 3 });
        IReadOnlyList<DecodedRecord> records = FolderDriver.Decode(batches);

        Assert.Equal(2, driver.Step(records));
        Assert.Equal(2, driver.Step([.. records.Skip(2)]));
        Assert.Equal(1, driver.Step([.. records.Skip(4)]));
    }

    [Fact]
    public void Cells_kept_between_steps_stay_within_their_limit_and_the_last_used_ones_stay()
    {
        FolderDriver driver = new(FolderDriver.Wide with { MaxHotCells = 8 });
        for (int i = 1; i <= 100; i++)
        {
            driver.Fold(FolderDriver.Decode([new Batch(RandomBatches.Lane(0), (ulong)i, RandomBatches.Start, [Now(i), Now(0)])]));
            Assert.InRange(driver.Folder.HotCells, 1, 8);
        }

        // The cell that every step used never had to be read again after the first.
        CellKey always = new(RandomBatches.Circuit(0), RandomBatches.Lane(0).Agent, RandomBatches.Start / 60_000_000);
        driver.Cells[always] = [];
        driver.Fold(FolderDriver.Decode([new Batch(RandomBatches.Lane(0), 101, RandomBatches.Start, [Now(0)])]));
        Assert.Equal(101, MinuteCellCodec.Decode(driver.Cells[always]).Latency.Count);
    }

    [Fact]
    public void Cells_and_handles_that_no_step_used_for_long_are_let_go_before_their_limit()
    {
        FolderDriver driver = new(FolderDriver.Wide);
        List<Batch> batches = [];
        for (int i = 1; i <= 1500; i++)
        {
            ProducerLane lane = new(RandomBatches.Lane(0).Agent, new SpoolEpoch((UInt128)(uint)i), 0);
            long time = RandomBatches.Start + (i * 60_000_000L);
            batches.Add(new Batch(lane, 1, time, [Sample.Latency(RandomBatches.Circuit(1), time, 5), Now(0)]));
            driver.Fold(FolderDriver.Decode([batches[^1]]));
            Assert.InRange(driver.Folder.HotCells, 1, 300);
            Assert.InRange(driver.Folder.HandleTables, 1, 600);
        }

        Tally.Of(batches).AssertEqual(driver.Cells);
    }

    private static Sample Now(int circuit) => Sample.Latency(RandomBatches.Circuit(circuit), RandomBatches.Start, 5);

    private static void AssertLate(Tally tally, FolderDriver driver) => Assert.Equal(tally.Late.ToHashSet(), driver.Late.ToHashSet());

    private static void AssertProgress(List<Batch> batches, Tally tally, FolderDriver driver)
    {
        Assert.Equal(batches.Select(b => b.Lane).ToHashSet(), driver.Lanes.Keys.ToHashSet());
        foreach (IGrouping<Sla.Domain.Names.ProducerLane, Batch> lane in batches.GroupBy(b => b.Lane))
        {
            LaneProgress progress = driver.Lanes[lane.Key];
            Assert.Equal(lane.Max(b => b.Sequence), progress.FoldedSequence);
            Assert.Equal(lane.Sum(b => b.Samples.Count), (long)(progress.FoldedSamples + progress.TooLateSamples));
            Assert.Equal(Tally.Of(lane).Late.Values.Sum(), (long)progress.TooLateSamples);
        }

        Assert.Equal(tally.Late.Values.Sum(), driver.Lanes.Values.Sum(l => (long)l.TooLateSamples));
    }
}
