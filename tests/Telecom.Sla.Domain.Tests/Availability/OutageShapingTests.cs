using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class OutageShapingTests
{
    private const int Universe = 60;

    [Fact]
    public void Flaps_are_joined_before_short_ones_are_forgiven()
    {
        // Three of 40 s with 10 s between: 140 s. Forgiven first, nothing would be left to join.
        TimeSet flaps = TimeSet.Of(Range(0, 40), Range(50, 90), Range(100, 140));
        Assert.Equal([Range(0, 140)], OutageShaping.Shape(flaps, 10, 60).Ranges);
        Assert.True(OutageShaping.JoinNear(OutageShaping.DropShort(flaps, 60), 10).IsEmpty);
    }

    [Fact]
    public void A_gap_exactly_as_long_joins_and_an_outage_exactly_as_long_counts()
    {
        TimeSet outages = TimeSet.Of(Range(0, 5), Range(8, 10));
        Assert.Equal([Range(0, 10)], OutageShaping.JoinNear(outages, 3).Ranges);
        Assert.Equal(outages, OutageShaping.JoinNear(outages, 2));
        Assert.Equal([Range(0, 5)], OutageShaping.DropShort(outages, 5).Ranges);
        Assert.True(OutageShaping.DropShort(outages, 6).IsEmpty);
        Assert.Equal(outages, OutageShaping.Shape(outages, 0, 0));
    }

    [Fact]
    public void Shaping_agrees_with_instants_filled_and_cleared_one_by_one() =>
        Seeds.ForEach(2000, random =>
        {
            (TimeSet outages, bool[] down) = Draw(random, Universe, 8);
            int gap = random.Next(10);
            int minimum = random.Next(12);

            // A gap is filled when it has an outage on both sides and is not too long; a row of down instants is cleared when it is too short.
            bool[] joined = Turn(down, false, gap, sidesNeeded: true);
            bool[] expected = Turn(joined, true, minimum - 1, sidesNeeded: false);
            TimeSet shaped = OutageShaping.Shape(outages, gap, minimum);
            Assert.Equal(Of(joined), OutageShaping.JoinNear(outages, gap));
            Assert.Equal(Of(expected), shaped);
            Assert.Equal(shaped, OutageShaping.Shape(shaped, gap, minimum));
            Assert.True(outages.Subtract(OutageShaping.JoinNear(outages, gap)).IsEmpty);
        });

    [Fact]
    public void Lengths_are_not_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OutageShaping.JoinNear(TimeSet.Empty, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutageShaping.DropShort(TimeSet.Empty, -1));
    }

    /// <summary>Turns every row of a value that is at most so long, at the ends of the universe only where no sides are needed.</summary>
    private static bool[] Turn(bool[] instants, bool value, int longest, bool sidesNeeded)
    {
        bool[] turned = [.. instants];
        for (int i = 0; i < instants.Length; i++)
        {
            if (instants[i] != value)
            {
                continue;
            }

            int from = i;
            int to = i;
            while (from > 0 && instants[from - 1] == value)
            {
                from--;
            }

            while (to < instants.Length - 1 && instants[to + 1] == value)
            {
                to++;
            }

            bool inside = from > 0 && to < instants.Length - 1;
            turned[i] = to - from + 1 <= longest && (inside || !sidesNeeded) ? !value : value;
        }

        return turned;
    }
}
