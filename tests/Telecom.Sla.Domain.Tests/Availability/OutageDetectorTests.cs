using Telecom.Sla.Domain.Availability;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class OutageDetectorTests
{
    [Theory]
    [InlineData("gggggg", "------")]
    [InlineData("gbbggg", "------")]
    [InlineData("gbbbgg", "-DDD--")]
    [InlineData("gbbbggg", "-DDD---")]
    [InlineData("bbbggg", "DDD---")]
    [InlineData("gbbbggbggg", "-DDDDDD---")]
    [InlineData("bbgbbgbb", "--------")]
    [InlineData("bbb.ggg", "DDDD---")]
    [InlineData("bbb...", "DDDDDD")]
    [InlineData("bbbg.gg", "DDDDD--")]
    [InlineData("bb.bb", "-----")]
    [InlineData("......", "------")]
    [InlineData("bbbgggbbb", "DDD---DDD")]
    public void Three_in_a_row_begin_and_end_an_outage_from_the_first_of_them(string slices, string down) =>
        Assert.Equal(down, Slices.Down(OutageDetector.Detect(Slices.Runs(Slices.Parse(slices)), 3), slices.Length));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_consecutive_slice_is_refused(int consecutive) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OutageDetector.Detect([], consecutive));

    [Fact]
    public void Ten_lossy_seconds_are_all_unavailable_from_the_first()
    {
        string slices = new string('g', 20) + new string('b', 10) + new string('g', 70);
        Detection detection = OutageDetector.Detect(Slices.Runs(Slices.Parse(slices)), 10);
        Assert.Equal([new DetectedOutage(20, 30, Ended: true)], detection.Outages);
    }

    [Theory]
    [InlineData("ggbb", 2L)]
    [InlineData("ggb.", null)]
    [InlineData("ggbbb", null)]
    [InlineData("bbbgg", 3L)]
    [InlineData("bbbggg", null)]
    [InlineData("bbb", null)]
    [InlineData("", null)]
    public void A_last_run_that_may_still_change_the_state_is_named(string slices, long? from) =>
        Assert.Equal(from, OutageDetector.Detect(Slices.Runs(Slices.Parse(slices)), 3).UnsettledFrom);

    [Fact]
    public void Detection_agrees_with_the_recursion_slice_by_slice() =>
        Seeds.ForEach(2000, random =>
        {
            int n = random.Next(1, 5);
            SliceState[] slices = Slices.Draw(random, random.Next(1, 60));
            SliceState unmeasuredAs = (SliceState)random.Next(3);
            Detection detection = OutageDetector.Detect(Slices.Runs(slices, random), n, unmeasuredAs);
            SliceState[] assumed = [.. slices.Select(slice => slice == SliceState.Unmeasured ? unmeasuredAs : slice)];
            Assert.Equal(Slices.Recursion(assumed, n), Slices.Down(detection, slices.Length));
        });

    [Fact]
    public void What_later_slices_can_still_change_begins_at_the_unsettled_slice() =>
        Seeds.ForEach(1000, random =>
        {
            int n = random.Next(1, 5);
            SliceState[] slices = Slices.Draw(random, random.Next(1, 40));
            Detection before = OutageDetector.Detect(Slices.Runs(slices), n);
            int settled = (int)(before.UnsettledFrom ?? slices.Length);
            string all = Slices.Down(before, slices.Length);
            string was = all[..settled];
            foreach (SliceState next in Enum.GetValues<SliceState>())
            {
                SliceState[] later = [.. slices, .. Enumerable.Repeat(next, n)];
                string becomes = Slices.Down(OutageDetector.Detect(Slices.Runs(later), n), later.Length);
                Assert.Equal(was, becomes[..settled]);
                Assert.DoesNotContain(Enumerable.Range(0, slices.Length), i => all[i] == 'D' && becomes[i] != 'D');
            }
        });

    [Fact]
    public void Unmeasured_as_good_and_as_bad_are_the_exact_bounds_over_everything_they_can_have_been()
    {
        const int length = 7;
        const int n = 2;
        foreach (SliceState[] slices in All(length, [SliceState.Unmeasured, SliceState.Good, SliceState.Bad]))
        {
            int[] open = [.. Enumerable.Range(0, length).Where(i => slices[i] == SliceState.Unmeasured)];
            string[] possible = [.. All(open.Length, [SliceState.Good, SliceState.Bad]).Select(choice =>
            {
                SliceState[] filled = [.. slices];
                for (int i = 0; i < open.Length; i++)
                {
                    filled[open[i]] = choice[i];
                }

                return Slices.Recursion(filled, n);
            })];
            string least = Slices.Down(OutageDetector.Detect(Slices.Runs(slices), n, SliceState.Good), length);
            string most = Slices.Down(OutageDetector.Detect(Slices.Runs(slices), n, SliceState.Bad), length);
            string measured = Slices.Down(OutageDetector.Detect(Slices.Runs(slices), n), length);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(possible.All(text => text[i] == 'D'), least[i] == 'D');
                Assert.Equal(possible.Any(text => text[i] == 'D'), most[i] == 'D');
                Assert.True(least[i] == '-' || measured[i] == 'D');
                Assert.True(most[i] == 'D' || measured[i] == '-');
            }
        }
    }

    private static IEnumerable<SliceState[]> All(int length, SliceState[] states) =>
        length == 0 ? [[]] : All(length - 1, states).SelectMany(shorter => states.Select(state => (SliceState[])[.. shorter, state]));
}
