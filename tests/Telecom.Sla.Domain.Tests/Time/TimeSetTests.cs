using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Time;

public sealed class TimeSetTests
{
    private const int Universe = 48;

    [Fact]
    public void The_default_range_is_empty_and_harmless()
    {
        Assert.True(default(TimeRange).IsEmpty);
        Assert.Equal(0, default(TimeRange).Length);
        Assert.False(Range(0, 5).Overlaps(default));
        Assert.Same(TimeSet.Empty, TimeSet.Of(default(TimeRange)));
    }

    [Fact]
    public void A_range_cannot_end_before_it_begins() => Assert.Throws<ArgumentOutOfRangeException>(() => Range(2, 1));

    [Fact]
    public void A_range_has_its_start_and_not_its_end()
    {
        Assert.True(Range(1, 3).Contains(new UtcInstant(1)));
        Assert.False(Range(1, 3).Contains(new UtcInstant(3)));
        Assert.False(Range(1, 3).Overlaps(Range(3, 5)));
    }

    [Fact]
    public void Touching_ranges_become_one() => Assert.Equal([Range(1, 5)], TimeSet.Of(Range(3, 5), Range(1, 3)).Ranges);

    [Fact]
    public void The_algebra_agrees_with_instants_counted_one_by_one() =>
        Seeds.ForEach(2000, random =>
        {
            (TimeSet left, bool[] inLeft) = Draw(random);
            (TimeSet right, bool[] inRight) = Draw(random);
            int from = random.Next(Universe);
            int to = random.Next(from, Universe + 1);
            Agrees(left.Union(right), i => inLeft[i] || inRight[i]);
            Agrees(left.Intersect(right), i => inLeft[i] && inRight[i]);
            Agrees(left.Subtract(right), i => inLeft[i] && !inRight[i]);
            Agrees(left.Intersect(Range(from, to)), i => inLeft[i] && i >= from && i < to);
            Agrees(left.ComplementIn(Range(from, to)), i => !inLeft[i] && i >= from && i < to);
            Assert.Equal(Enumerable.Range(from, to - from).Any(i => inLeft[i]), left.Overlaps(Range(from, to)));
            Assert.Equal(left.Length + right.Length, left.Union(right).Length + left.Intersect(right).Length);
            Assert.Equal(inLeft.SequenceEqual(inRight), left.Equals(right));
        });

    private static (TimeSet Set, bool[] Members) Draw(Random random)
    {
        bool[] members = new bool[Universe];
        List<TimeRange> ranges = [];
        for (int i = random.Next(5); i > 0; i--)
        {
            int from = random.Next(Universe);
            int to = random.Next(from, Math.Min(Universe, from + 15) + 1);
            ranges.Add(Range(from, to));
            Array.Fill(members, true, from, to - from);
        }

        return (TimeSet.Of(ranges), members);
    }

    private static void Agrees(TimeSet set, Func<int, bool> member)
    {
        Assert.Equal(Enumerable.Range(0, Universe).Where(member), Enumerable.Range(0, Universe).Where(i => set.Ranges.Any(range => range.Contains(new UtcInstant(i)))));
        Assert.Equal(Enumerable.Range(0, Universe).Count(member), set.Length);
        Assert.All(set.Ranges, range => Assert.False(range.IsEmpty));
        Assert.All(set.Ranges.Zip(set.Ranges.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Start));
    }

    private static TimeRange Range(long start, long end) => new(new UtcInstant(start), new UtcInstant(end));
}
