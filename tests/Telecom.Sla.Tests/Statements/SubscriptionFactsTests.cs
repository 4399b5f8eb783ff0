using Telecom.Sla.Domain.Time;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;
using Telecom.Sla.Statements;

namespace Telecom.Sla.Tests.Statements;

/// <summary>Several circuits as one service: down while any is, unmeasured while one is and none is down.</summary>
public sealed class SubscriptionFactsTests
{
    private static readonly TimeRange Rated = Range(0, 100);

    [Fact]
    public void Outages_of_all_circuits_are_there_by_start()
    {
        SubscriptionFacts facts = SubscriptionFacts.Of([Circuit("a", [(50, 60), (10, 20)]), Circuit("b", [(15, 30)])], Rated, []);

        Assert.Equal([10, 15, 50], facts.Outages.Select(outage => outage.StartUs));
    }

    [Fact]
    public void Unmeasured_time_of_one_circuit_is_known_where_another_is_down()
    {
        SubscriptionFacts facts = SubscriptionFacts.Of([Circuit("a", [(10, 20)]), Circuit("b", [], Range(0, 15), Range(40, 50))], Rated, []);

        Assert.Equal(TimeSet.Of(Range(0, 10), Range(40, 50)), facts.Unmeasured);
    }

    [Fact]
    public void Time_in_which_the_circuit_that_is_down_was_not_measured_stays_open()
    {
        SubscriptionFacts facts = SubscriptionFacts.Of([Circuit("a", [(10, 20)], Range(12, 14)), Circuit("b", [])], Rated, []);

        Assert.Equal(TimeSet.Of(Range(12, 14)), facts.Unmeasured);
    }

    [Fact]
    public void An_exclusion_of_one_circuit_excuses_no_other_that_is_down()
    {
        CircuitFacts excused = Circuit("a", [(10, 30)]) with { Exclusions = [Exclusion("x", 10, 30, ExclusionState.Approved)] };
        CircuitFacts other = Circuit("b", [(20, 40)]);

        Assert.Equal([Range(10, 20)], SubscriptionFacts.Of([excused, other], Rated, []).Exclusions.Select(one => one.Time));

        // Both are excused where both are down; what is only proposed excuses nothing.
        CircuitFacts both = other with { Exclusions = [Exclusion("y", 20, 25, ExclusionState.Approved), Exclusion("z", 25, 30, null)] };
        Assert.Equal([("x", Range(10, 25)), ("y", Range(20, 25))], SubscriptionFacts.Of([excused, both], Rated, []).Exclusions.Where(one => one.Exclusion.Name != "z").Select(one => (one.Exclusion.Name, one.Time)));
    }

    [Fact]
    public void An_outage_that_goes_on_is_down_to_the_end_of_the_rated_time()
    {
        CircuitFacts goesOn = Circuit("a", []) with { Outages = [new OutageFact("a1", "a", "s", "c", "p", 60, 70) { Ongoing = true }] };

        Assert.Equal(TimeSet.Of(Range(50, 60)), SubscriptionFacts.Of([goesOn, Circuit("b", [], Range(50, 90))], Rated, []).Unmeasured);
    }

    [Fact]
    public void Without_a_circuit_nothing_was_measured() => Assert.Equal(TimeSet.Of(Rated), SubscriptionFacts.Of([], Rated, []).Unmeasured);

    private static CircuitFacts Circuit(string name, (long Start, long End)[] outages, params TimeRange[] unmeasured) => new(
        name,
        [.. outages.OrderBy(outage => outage.Start).Select((outage, i) => new OutageFact($"{name}{i}", name, "s", "c", "p", outage.Start, outage.End))],
        [],
        TimeSet.Of(unmeasured));

    private static ExclusionState Exclusion(string name, long from, long to, string? decided) => new(
        name,
        new ExclusionFact("a", "", from, to, "third_party", "1", "e", "", "Sam", 0, ""),
        decided is null ? null : new ExclusionDecided(decided, "r", "Sam", 0),
        1,
        1);

    private static TimeRange Range(long from, long to) => new(new UtcInstant(from), new UtcInstant(to));
}
