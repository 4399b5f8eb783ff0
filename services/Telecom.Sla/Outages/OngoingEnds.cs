using System.Collections.Concurrent;

namespace Telecom.Sla.Outages;

/// <summary>How far the outages that go on are certain by now. Not recorded: it changes with every look.</summary>
internal sealed class OngoingEnds
{
    private readonly ConcurrentDictionary<string, long> _ends = new(StringComparer.Ordinal);

    /// <summary>The end of an outage as it is known here, microseconds since the Unix epoch.</summary>
    public long EndOf(OutageFact outage) =>
        outage.Ongoing && _ends.TryGetValue(outage.Name, out long end) ? Math.Max(end, outage.EndUs) : outage.EndUs;

    /// <summary>After a look at a circuit.</summary>
    /// <param name="state">The circuit as it is recorded now.</param>
    /// <param name="look">What was found.</param>
    public void Note(CircuitOutages state, OutageLook look)
    {
        foreach (OutageFact outage in state.Outages.Values)
        {
            if (!outage.Ongoing)
            {
                _ = _ends.TryRemove(outage.Name, out _);
            }
            else if (look.Found is [.., { Ongoing: true } last])
            {
                _ends[outage.Name] = last.End.Microseconds;
            }
        }
    }
}
