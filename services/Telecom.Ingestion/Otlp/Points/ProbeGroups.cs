namespace Telecom.Ingestion.Otlp.Points;

/// <summary>
/// Puts the points of one export together by the probes that they are of. Senders read their clock for each metric anew (the .NET SDK), so
/// what one collection gives differs by microseconds to milliseconds: points of equal circuit and attributes within 100 ms are of one probe,
/// unless they say the same.
/// </summary>
internal sealed class ProbeGroups
{
    private const long ToleranceUs = 100_000;

    /// <summary>Probes of one circuit within the tolerance that are looked at; a sender with more at a time has no use for the tolerance.</summary>
    private const int MaxLookedAt = 32;

    private readonly Dictionary<Key, List<ProbeGroup>> _slots = [];
    private readonly List<ProbeGroup> _inOrder = [];

    /// <summary>Adds a point.</summary>
    public void Add(ProbePart part, MappedRequest mapped)
    {
        Point point = part.Point;
        Key key = new(point.Rule.Set, point.Circuit, point.Probe, part.TimeUs / ToleranceUs);
        ProbeGroup? group = Find(key, part.TimeUs, g => g.TimeUs == part.TimeUs) ?? Find(key, part.TimeUs, g => g.Lacks(point.Rule.Role));
        if (group is null)
        {
            group = new ProbeGroup(point.Circuit, part.TimeUs);
            _inOrder.Add(group);
            if (!_slots.TryGetValue(key, out List<ProbeGroup>? slot))
            {
                _slots[key] = slot = [];
            }

            slot.Add(group);
        }

        group.Add(part, mapped);
    }

    /// <summary>Makes the samples, in the order in which the probes were seen.</summary>
    public void Resolve(MappedRequest mapped)
    {
        foreach (ProbeGroup group in _inOrder)
        {
            group.Resolve(mapped);
        }
    }

    private ProbeGroup? Find(Key key, long timeUs, Func<ProbeGroup, bool> fits)
    {
        for (long slot = key.Slot - 1; slot <= key.Slot + 1; slot++)
        {
            if (_slots.TryGetValue(key with { Slot = slot }, out List<ProbeGroup>? groups))
            {
                for (int i = groups.Count - 1; i >= Math.Max(0, groups.Count - MaxLookedAt); i--)
                {
                    if (Math.Abs(groups[i].TimeUs - timeUs) <= ToleranceUs && fits(groups[i]))
                    {
                        return groups[i];
                    }
                }
            }
        }

        return null;
    }

    private readonly record struct Key(string Set, string Circuit, UInt128 Probe, long Slot);
}
