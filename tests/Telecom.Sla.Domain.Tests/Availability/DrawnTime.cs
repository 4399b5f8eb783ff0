using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Availability;

/// <summary>Time sets over a few dozen instants, with the slow picture of the same: one flag for each instant.</summary>
internal static class DrawnTime
{
    public static TimeRange Range(long start, long end) => new(new UtcInstant(start), new UtcInstant(end));

    public static (TimeSet Set, bool[] Members) Draw(Random random, int universe, int most = 5)
    {
        bool[] members = new bool[universe];
        for (int i = random.Next(most); i > 0; i--)
        {
            int from = random.Next(universe);
            Array.Fill(members, true, from, random.Next(Math.Min(universe - from, 12) + 1));
        }

        return (Of(members), members);
    }

    /// <summary>The set of the instants that are flagged.</summary>
    public static TimeSet Of(IReadOnlyList<bool> members) => TimeSet.Of(Enumerable.Range(0, members.Count).Where(i => members[i]).Select(i => Range(i, i + 1)));

    /// <summary>The set of the instants of which something holds.</summary>
    public static TimeSet Where(int universe, Func<int, bool> member) => Of([.. Enumerable.Range(0, universe).Select(member)]);
}
