using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// The committed state of all lanes, in memory. The writer changes it after a commit only, with what the commit made final; whoever
/// asks in between sees what is durable.
/// </summary>
internal sealed class LaneTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProducerLane, LaneState> _lanes = [];
    private readonly Dictionary<string, List<ProducerLane>> _agents = new(StringComparer.Ordinal);

    /// <summary>The id for the next new lane.</summary>
    public long NextId { get; private set; } = 1;

    /// <summary>Number of lanes.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>The committed state of a lane; null when it never appended.</summary>
    public LaneState? Find(ProducerLane lane)
    {
        lock (_lock)
        {
            return _lanes.GetValueOrDefault(lane);
        }
    }

    /// <summary>The lanes of an agent, by epoch and lane.</summary>
    public IReadOnlyList<ProducerPosition> List(string agent)
    {
        lock (_lock)
        {
            if (!_agents.TryGetValue(agent, out List<ProducerLane>? lanes))
            {
                return [];
            }

            return [.. lanes.OrderBy(lane => lane.Epoch).ThenBy(lane => lane.Lane).Select(lane => _lanes[lane].ToPosition(lane))];
        }
    }

    /// <summary>Takes over what a commit made final.</summary>
    public void Merge(IEnumerable<KeyValuePair<ProducerLane, LaneState>> changes)
    {
        lock (_lock)
        {
            foreach ((ProducerLane lane, LaneState state) in changes)
            {
                Put(lane, state);
            }
        }
    }

    /// <summary>Forgets everything for what the file says. When the file cannot be read to its end, nothing is forgotten.</summary>
    public void Replace(IEnumerable<KeyValuePair<ProducerLane, LaneState>> lanes)
    {
        // Read before anything is cleared: an agent that asks in between and hears "nothing" would send under a new epoch what is stored.
        KeyValuePair<ProducerLane, LaneState>[] read = [.. lanes];
        lock (_lock)
        {
            _lanes.Clear();
            _agents.Clear();
            NextId = 1;
            foreach ((ProducerLane lane, LaneState state) in read)
            {
                Put(lane, state);
            }
        }
    }

    /// <summary>Forgets lanes whose rows were deleted.</summary>
    public void Remove(IEnumerable<ProducerLane> lanes)
    {
        lock (_lock)
        {
            foreach (ProducerLane lane in lanes)
            {
                _lanes.Remove(lane);
                if (_agents.TryGetValue(lane.Agent, out List<ProducerLane>? left) && left.Remove(lane) && left.Count == 0)
                {
                    _agents.Remove(lane.Agent);
                }
            }
        }
    }

    private void Put(ProducerLane lane, LaneState state)
    {
        if (!_lanes.ContainsKey(lane))
        {
            if (!_agents.TryGetValue(lane.Agent, out List<ProducerLane>? lanes))
            {
                _agents.Add(lane.Agent, lanes = []);
            }

            lanes.Add(lane);
        }

        _lanes[lane] = state;
        NextId = Math.Max(NextId, state.Id + 1);
    }
}
