using Telecom.Support.Cases;

namespace Telecom.Support.Alarms;

/// <summary>
/// Which case's alarm is next: one heap for all, instead of a timer each. An entry that was set anew leaves its old place in the heap
/// behind, which is dropped when it comes up; when more than half of the heap is such, it is made anew. Where an entry stands is noted in
/// the entry, since a table beside the heap would cost as much memory again.
/// </summary>
internal sealed class AlarmQueue
{
    private const int LeastToClean = 1024;
    private readonly PriorityQueue<CaseEntry, long> _heap = new();

    /// <summary>Cases with an alarm to come.</summary>
    public int Count { get; private set; }

    /// <summary>When the next one is due, microseconds since the Unix epoch; <see cref="CaseEntry.Never"/>: none is.</summary>
    public long NextAtUs
    {
        get
        {
            while (_heap.TryPeek(out CaseEntry? entry, out long at))
            {
                if (entry.QueuedAtUs == at)
                {
                    return at;
                }

                _ = _heap.Dequeue();
            }

            return CaseEntry.Never;
        }
    }

    /// <summary>Puts a case where its next alarm says.</summary>
    public void Set(CaseEntry entry)
    {
        if (entry.QueuedAtUs == entry.NextAlarmAtUs)
        {
            return;
        }

        Count += (entry.NextAlarmAtUs == CaseEntry.Never ? 0 : 1) - (entry.QueuedAtUs == CaseEntry.Never ? 0 : 1);
        entry.QueuedAtUs = entry.NextAlarmAtUs;
        if (entry.QueuedAtUs == CaseEntry.Never)
        {
            return;
        }

        _heap.Enqueue(entry, entry.QueuedAtUs);
        if (_heap.Count > LeastToClean && _heap.Count > 2 * Count)
        {
            // An entry that came back to an instant stands there twice.
            (CaseEntry, long)[] kept = [.. _heap.UnorderedItems.Where(item => item.Element.QueuedAtUs == item.Priority).DistinctBy(item => item.Element)];
            _heap.Clear();
            _heap.EnqueueRange(kept);
        }
    }

    /// <summary>Names of cases whose alarm is due, removed.</summary>
    public IReadOnlyList<string> TakeDue(long nowUs, int most)
    {
        List<string> due = [];
        while (due.Count < most && NextAtUs <= nowUs)
        {
            CaseEntry entry = _heap.Dequeue();
            entry.QueuedAtUs = CaseEntry.Never;
            Count--;
            due.Add(entry.Core.Name);
        }

        return due;
    }
}
