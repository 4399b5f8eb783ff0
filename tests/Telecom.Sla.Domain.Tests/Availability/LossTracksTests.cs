using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class LossTracksTests
{
    [Fact]
    public void Runs_of_several_producers_give_the_slices_of_their_seconds_added_up() =>
        Seeds.ForEach(400, random =>
        {
            const long minute = 30_000_000;
            int minutes = random.Next(1, 30);
            LossTracks tracks = new();
            List<MinuteCell> cells = [];
            for (int producer = random.Next(0, 4); producer > 0; producer--)
            {
                LossRuns open = new();
                long first = minute * 60;
                for (int i = 0; i < minutes; i++)
                {
                    MinuteCell cell = new(minute + i);
                    int lossOfAll = random.Next(11);
                    for (int second = random.Next(60); second < 60; second += random.Next(1, 5))
                    {
                        cell.AddLoss(cell.Start.Plus(second * UtcInstant.PerSecond), 10, (uint)lossOfAll);
                    }

                    cells.Add(cell);
                    MeasuredRuns(cell, open);

                    // Cells of any length, and gaps between them.
                    if (random.Next(3) == 0)
                    {
                        tracks.Add(producer, first, open);
                        open = new LossRuns();
                        first = (minute + i + 1) * 60;
                    }
                }

                tracks.Add(producer, first, open);
            }

            AvailabilityRule rule = new(random.GetItems([1, 7, 10, 60, 90, 3600], 1)[0] * UtcInstant.PerSecond, Ratio.Percent(random.Next(100)), 3);
            long firstSlice = rule.SliceOf(new UtcInstant(minute * UtcInstant.PerMinute)) + random.Next(-3, 4);
            long end = firstSlice + random.Next(300);
            long[] cuts = [firstSlice + random.Next(-2, 50), firstSlice + random.Next(300)];
            SliceRunBuilder byRuns = new(rule, firstSlice, end, cuts);
            tracks.Feed(byRuns);
            SliceRunBuilder byCells = new(rule, firstSlice, end, cuts);
            cells.OrderBy(cell => cell.Minute).ToList().ForEach(byCells.Add);
            Assert.Equal(byCells.Build(), byRuns.Build());
        });

    private static void MeasuredRuns(MinuteCell cell, LossRuns runs)
    {
        for (int second = 0; second < 60; second++)
        {
            runs.Add(1, cell.LossCount == 0 ? default : new SecondLoss(cell.SentBySecond[second], cell.LostBySecond[second]));
        }
    }
}
