using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class MissingDataBoundsTests
{
    [Fact]
    public void GEN_01_One_outage_in_maintenance_under_three_denominators()
    {
        // 43200 minutes, 600 of them maintenance in which it was down, 43 unplanned.
        const long total = 43_200;
        const long planned = 600;
        const long unplanned = 43;
        Assert.Equal("99.8991", PercentText.Of(Ratio.One - new Ratio(unplanned, total - planned)));
        Assert.Equal("99.9005", PercentText.Of(Ratio.One - new Ratio(unplanned, total)));
        Assert.Equal("98.5116", PercentText.Of(Ratio.One - new Ratio(unplanned + planned, total)));

        // Out of both sides is what "exclude" does with unmeasured time, and the bounds are the other two.
        MissingDataBounds bounds = new(total, unplanned, planned);
        Assert.Equal(("98.5116", "99.8991", "99.9005"), (PercentText.Of(bounds.Low), PercentText.Of(bounds.Exclude), PercentText.Of(bounds.High)));
    }

    [Fact]
    public void GEN_02_Six_slices_without_data_under_each_policy()
    {
        // 60 slices: 50 good, 4 bad, 6 without data. 50/54, 50/60, 56/60, and 54/60 covered.
        MissingDataBounds bounds = new(60, 4, 6);
        Assert.Equal("92.5926", PercentText.Of(bounds.Under(MissingDataPolicy.Exclude)));
        Assert.Equal("83.3333", PercentText.Of(bounds.Under(MissingDataPolicy.Down)));
        Assert.Equal("93.3333", PercentText.Of(bounds.Under(MissingDataPolicy.Up)));
        Assert.Null(bounds.Under(MissingDataPolicy.Undetermined));
        Assert.Equal(("83.3333", "93.3333", "90.0000"), (PercentText.Of(bounds.Low), PercentText.Of(bounds.High), PercentText.Of(bounds.Coverage)));
    }

    [Fact]
    public void Without_gaps_every_policy_says_the_same()
    {
        MissingDataBounds bounds = new(20, 1, 0);
        Assert.All(Enum.GetValues<MissingDataPolicy>(), policy => Assert.Equal(new Ratio(19, 20), bounds.Under(policy)));
        Assert.Throws<ArgumentOutOfRangeException>(() => bounds.Under((MissingDataPolicy)9));
    }

    [Fact]
    public void Nothing_measured_is_neither_good_nor_bad()
    {
        MissingDataBounds bounds = new(20, 0, 20);
        Assert.Equal((null, Ratio.Zero, Ratio.One, Ratio.Zero), (bounds.Exclude, bounds.Low, bounds.High, bounds.Coverage));
        Assert.All(Enum.GetValues<MissingDataPolicy>(), policy => Assert.Null(default(MissingDataBounds).Under(policy)));
        Assert.Null(default(MissingDataBounds).Coverage);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(5, -1, 0)]
    [InlineData(5, 0, -1)]
    [InlineData(5, 3, 3)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void Parts_are_not_more_than_the_whole(long total, long down, long unmeasured) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MissingDataBounds(total, down, unmeasured));

    [Fact]
    public void Lengths_of_sets_agree_with_instants_and_availability_lies_in_the_bounds() =>
        Seeds.ForEach(1000, random =>
        {
            const int universe = 50;
            (TimeSet counted, bool[] isCounted) = Draw(random, universe);
            (TimeSet down, bool[] isDown) = Draw(random, universe);
            (TimeSet unmeasured, bool[] isOpen) = Draw(random, universe);
            MissingDataBounds bounds = MissingDataBounds.Of(counted, down, unmeasured);
            int[] all = [.. Enumerable.Range(0, universe).Where(i => isCounted[i])];
            Assert.Equal(
                (all.Length, all.Count(i => isDown[i] && !isOpen[i]), all.Count(i => isOpen[i]), all.Count(i => !isOpen[i])),
                (bounds.Total, bounds.Down, bounds.Unmeasured, bounds.Measured));
            Assert.True(bounds.Exclude is null || (bounds.Low <= bounds.Exclude && bounds.Exclude <= bounds.High));
            Assert.Equal(bounds.Total == 0, bounds.Low is null);

            // Whatever the unmeasured instants were, availability lies in the bounds.
            int up = all.Count(i => isOpen[i] ? random.Next(2) == 0 : !isDown[i]);
            Assert.True(all.Length == 0 || (bounds.Low <= new Ratio(up, all.Length) && new Ratio(up, all.Length) <= bounds.High));
        });
}
