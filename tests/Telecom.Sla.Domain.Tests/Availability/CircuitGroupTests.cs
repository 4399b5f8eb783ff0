using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;
using static Telecom.Sla.Domain.Tests.Availability.DrawnTime;

namespace Telecom.Sla.Domain.Tests.Availability;

public sealed class CircuitGroupTests
{
    private const int Universe = 40;
    private static readonly TimeRange Period = Range(0, 100);
    private static readonly CircuitTime First = new(TimeSet.Of(Range(10, 30)), TimeSet.Empty);
    private static readonly CircuitTime Second = new(TimeSet.Of(Range(20, 40)), TimeSet.Empty);
    private static readonly CircuitTime Third = new(TimeSet.Of(Range(25, 50)), TimeSet.Of(Range(28, 60)));

    [Fact]
    public void A_group_is_down_when_any_all_or_too_many_of_its_circuits_are()
    {
        Assert.Equal((Set(10, 40), Set(10, 60)), Group(GroupRule.AnyDown));
        Assert.Equal((Set(25, 28), Set(25, 30)), Group(GroupRule.AllDown));

        // Two of three must be up: down when two are down for certain, possibly when one is down and the third may be.
        Assert.Equal((Set(20, 30), Set(20, 40)), Group(GroupRule.AtLeastUp(2)));
        Assert.Equal((Set(0, 100), Set(0, 100)), Group(GroupRule.AtLeastUp(4)));
    }

    [Fact]
    public void Each_judges_every_circuit_on_its_own()
    {
        IReadOnlyList<GroupDowntime> each = CircuitGroup.Rate([First, Second, Third], GroupRule.Each, Period);
        Assert.Equal([First.Down, Second.Down, TimeSet.Of(Range(25, 28))], each.Select(circuit => circuit.Least));
        Assert.Equal([First.Down, Second.Down, TimeSet.Of(Range(25, 60))], each.Select(circuit => circuit.Most));
        Assert.Equal(Third.Unmeasured, each[2].Open);
        Assert.Equal(GroupRule.Each, default);
    }

    [Fact]
    public void No_circuit_is_no_downtime()
    {
        Assert.Empty(CircuitGroup.Rate([], GroupRule.AnyDown, Period));
        Assert.Empty(CircuitGroup.Rate([], GroupRule.Each, Period));
    }

    [Fact]
    public void A_rule_says_how_many_must_be_up()
    {
        Assert.Equal((5, 1, 3), (GroupRule.AnyDown.RequiredOf(5), GroupRule.AllDown.RequiredOf(5), GroupRule.AtLeastUp(3).RequiredOf(5)));
        Assert.Throws<InvalidOperationException>(() => GroupRule.Each.RequiredOf(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupRule.AtLeastUp(0));
    }

    [Fact]
    public void The_bounds_are_exact_over_everything_that_the_unmeasured_time_can_have_been() =>
        Seeds.ForEach(1000, random =>
        {
            int count = random.Next(1, 5);
            (TimeSet Set, bool[] Members)[] down = [.. Enumerable.Range(0, count).Select(_ => Draw(random, Universe))];
            (TimeSet Set, bool[] Members)[] open = [.. Enumerable.Range(0, count).Select(_ => Draw(random, Universe, 3))];
            GroupRule rule = random.Next(3) switch { 0 => GroupRule.AnyDown, 1 => GroupRule.AllDown, _ => GroupRule.AtLeastUp(random.Next(1, 6)) };
            int required = rule.RequiredOf(count);
            CircuitTime[] circuits = [.. down.Zip(open, (outages, gaps) => new CircuitTime(outages.Set, gaps.Set))];
            int end = random.Next(Universe + 1);
            GroupDowntime group = CircuitGroup.Rate(circuits, rule, Range(0, end))[0];

            // Every way in which the unmeasured circuits can have been up or down, instant by instant.
            bool[] always = new bool[end];
            bool[] ever = new bool[end];
            for (int i = 0; i < end; i++)
            {
                int[] unknown = [.. Enumerable.Range(0, count).Where(circuit => open[circuit].Members[i])];
                int up = Enumerable.Range(0, count).Count(circuit => !open[circuit].Members[i] && !down[circuit].Members[i]);
                IEnumerable<bool> possible = Enumerable.Range(0, 1 << unknown.Length).Select(choice => up + int.PopCount(choice) < required);
                always[i] = possible.All(isDown => isDown);
                ever[i] = possible.Any(isDown => isDown);
            }

            Assert.Equal(Of(always), group.Least);
            Assert.Equal(Of(ever), group.Most);
            Assert.Equal(group.Most.Length - group.Least.Length, group.Open.Length);
        });

    private static TimeSet Set(long start, long end) => TimeSet.Of(Range(start, end));

    private static (TimeSet Least, TimeSet Most) Group(GroupRule rule)
    {
        GroupDowntime group = Assert.Single(CircuitGroup.Rate([First, Second, Third], rule, Period));
        return (group.Least, group.Most);
    }
}
