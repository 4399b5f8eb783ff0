using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class HighLossIntervalsTests
{
    [Fact]
    public void GEN_03a_Ten_lossy_seconds_are_unavailable_and_nine_are_high_loss()
    {
        // 20 good, 10 bad, 70 good with n = 10: down from the first of the ten to the first of the good ones, (100 - 10)/100.
        HighLossCount ten = Count(Text(20, 10, 70), 10, 3);
        Assert.Equal(new HighLossCount(100, 10, 0, 0), ten);
        Assert.Equal("90.0000", PercentText.Of(ten.Availability));

        // Nine are no outage: nine high loss intervals, one row of at least three.
        HighLossCount nine = Count(Text(20, 9, 71), 10, 3);
        Assert.Equal(new HighLossCount(100, 0, 9, 1), nine);
        Assert.Equal("100.0000", PercentText.Of(nine.Availability));
    }

    [Theory]
    [InlineData("bbgbg", 2, 3, 1)]
    [InlineData("bb.bb", 2, 4, 2)]
    [InlineData("bbgbb", 3, 4, 0)]
    [InlineData("bgbgb", 1, 3, 3)]
    [InlineData("gbbbggg", 1, 0, 0)]
    [InlineData("gbbbgbbgggbb", 2, 2, 1)]
    public void Rows_are_counted_once_and_bad_slices_of_outages_are_not(string slices, int p, long highLoss, long rows)
    {
        HighLossCount count = Count(slices, 3, p);
        Assert.Equal((highLoss, rows), (count.HighLoss, count.ConsecutiveHighLoss));
    }

    [Fact]
    public void Nothing_has_no_availability() => Assert.Null(Count("", 3, 1).Availability);

    [Fact]
    public void The_counts_agree_with_slices_counted_one_by_one() =>
        Seeds.ForEach(2000, random =>
        {
            int n = random.Next(1, 6);
            int p = random.Next(1, 5);
            SliceState[] slices = Slices.Draw(random, random.Next(1, 60));
            Detection detection = OutageDetector.Detect(Slices.Runs(slices), n, (SliceState)random.Next(3));
            HighLossCount count = HighLossIntervals.Count(Slices.Runs(slices, random), detection, p);
            string down = Slices.Down(detection, slices.Length);
            string high = new([.. slices.Select((slice, i) => slice == SliceState.Bad && down[i] != 'D' ? 'H' : '-')]);
            Assert.Equal(
                new HighLossCount(slices.Length, down.Count(c => c == 'D'), high.Count(c => c == 'H'), high.Split('-').Count(row => row.Length >= p)), count);
        });

    [Fact]
    public void A_row_has_at_least_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HighLossIntervals.Count([], new Detection([], null), 0));

    private static string Text(int good, int bad, int after) => new string('g', good) + new string('b', bad) + new string('g', after);

    private static HighLossCount Count(string slices, int n, int p)
    {
        IReadOnlyList<SliceRun> runs = Slices.Runs(Slices.Parse(slices));
        return HighLossIntervals.Count(runs, OutageDetector.Detect(runs, n), p);
    }
}
