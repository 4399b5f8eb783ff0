using Telecom.Sla.Domain.Names;
using Telecom.Storage.Events;
using Telecom.Support.Alarms;
using Telecom.Support.Rules;

namespace Telecom.Support.Cases;

/// <summary>
/// Every case in memory: a projection of the event store that follows it from a position and is rebuilt at start. It answers which
/// cases there are and whose alarm is next; the case itself is read from its stream.
/// </summary>
internal sealed partial class CaseBook(CaseEvents events, RuleLookup rules, RuleBook ruleBook, AlarmPolicy policy, TimeProvider timeProvider, ILogger<CaseBook> logger)
    : IDisposable
{
    private const int EventsPerRead = 1000;
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CaseEntry> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<CaseKey>> _byCustomer = new(StringComparer.Ordinal);
    private readonly SortedSet<CaseKey> _all = [];
    private readonly Dictionary<string, List<string>> _duplicates = new(StringComparer.Ordinal);
    private readonly LinkIndex _links = new();
    private readonly HashSet<CaseEntry> _changed = [];
    private readonly HashSet<CaseEntry> _withoutRules = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly AlarmQueue _alarms = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    /// <summary>Position of the newest event that was taken in; 0: none.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Cases in memory, and those of them whose clocks run.</summary>
    public (int All, int WithAlarms) Counts
    {
        get
        {
            lock (_lock)
            {
                return (_cases.Count, _alarms.Count);
            }
        }
    }

    /// <summary>Completes when there is an event after a position.</summary>
    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _position > position ? Task.CompletedTask : _moved.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes in everything that the store has by now, so that a list shows what was just written.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<StoredEvent> next;
            do
            {
                next = await events.Store.FollowAsync(_position, EventsPerRead, cancellationToken);
                Apply(next);
            }
            while (next.Count == EventsPerRead);
            Schedule();
        }
        finally
        {
            _ = _following.Release();
        }
    }

    /// <summary>Looks again at cases whose rules could not be found, or are those that the catalogue has now.</summary>
    public void Reschedule()
    {
        lock (_lock)
        {
            _changed.UnionWith(_withoutRules);
        }

        Schedule();
    }

    /// <summary>Names of cases whose alarm is due, each removed until it changes again or is put back.</summary>
    /// <param name="nowUs">The instant, microseconds since the Unix epoch.</param>
    /// <param name="most">Most names.</param>
    public IReadOnlyList<string> TakeDue(long nowUs, int most)
    {
        lock (_lock)
        {
            return _alarms.TakeDue(nowUs, most);
        }
    }

    /// <summary>Puts a case back whose alarm could not be written.</summary>
    public void PutBack(string name)
    {
        lock (_lock)
        {
            if (_cases.TryGetValue(name, out CaseEntry? entry))
            {
                _alarms.Set(entry);
            }
        }
    }

    /// <summary>When the next alarm is due, microseconds since the Unix epoch; <see cref="CaseEntry.Never"/>: none is.</summary>
    public long NextAlarmAtUs
    {
        get
        {
            lock (_lock)
            {
                return _alarms.NextAtUs;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private void Apply(IReadOnlyList<StoredEvent> next)
    {
        if (next.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (StoredEvent stored in next)
            {
                try
                {
                    if (stored.Type == RuleCodec.EventType)
                    {
                        ruleBook.Apply(stored);
                    }
                    else if (ResourceName.TryParse(stored.Stream, "cases", out ResourceName? name) && !_unreadable.Contains(stored.Stream))
                    {
                        Apply(stored, name);
                    }
                }
                catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
                {
                    // One event that this program cannot read must not take the others' lists and alarms away.
                    Forget(stored);
                    Log.Unreadable(logger, stored.Stream, stored.Version, exception);
                }

                _position = stored.Position;
            }

            TaskCompletionSource moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            moved.SetResult();
        }
    }

    private void Apply(StoredEvent stored, ResourceName name)
    {
        if (!_cases.TryGetValue(stored.Stream, out CaseEntry? entry))
        {
            CaseOpened opened = CaseEventCodec.ReadOpened(stored.Data);
            entry = new CaseEntry(new CaseCore(stored.Stream, opened, stored.RecordedAtUs));
            _links.Add(stored.Stream, opened.Content.LinkList());
            _cases.Add(stored.Stream, entry);
            _ = _all.Add(entry.Key);
            if (!_byCustomer.TryGetValue(name.Customer, out SortedSet<CaseKey>? keys))
            {
                _byCustomer.Add(name.Customer, keys = []);
            }

            _ = keys.Add(entry.Key);
        }
        else if (stored.Version > entry.Core.Version)
        {
            CaseStep step = CaseFold.Step(stored.Stream, stored);
            CaseStepData data = CaseEventCodec.ReadStep(stored.Data);
            entry.Core.Apply(step, data);
            if (step == CaseStep.Linked && data.Target is { } target)
            {
                _links.Add(stored.Stream, [target]);
            }

            if (step == CaseStep.Duplicate && entry.Core.DuplicateOf is { } master)
            {
                if (!_duplicates.TryGetValue(master, out List<string>? found))
                {
                    _duplicates.Add(master, found = []);
                }

                found.Add(stored.Stream);
            }
        }

        _ = _changed.Add(entry);
    }

    /// <summary>Takes a case that cannot be read out of lists and alarms: half understood it would show wrong deadlines.</summary>
    private void Forget(StoredEvent stored)
    {
        _ = _unreadable.Add(stored.Stream);
        if (_cases.TryGetValue(stored.Stream, out CaseEntry? entry))
        {
            _ = _all.Remove(entry.Key);
            _ = _byCustomer[stored.Stream.Split('/')[1]].Remove(entry.Key);
            _ = _changed.Remove(entry);
            _ = _withoutRules.Remove(entry);
            (entry.NextDueAtUs, entry.NextAlarmAtUs) = (CaseEntry.Never, CaseEntry.Never);
            _alarms.Set(entry);
        }
    }

    /// <summary>Works out the next deadline and alarm of what has changed; at start that is everything, on all cores.</summary>
    private void Schedule()
    {
        lock (_lock)
        {
            if (_changed.Count == 0)
            {
                return;
            }

            long now = timeProvider.Now().Microseconds;
            CaseEntry[] changed = [.. _changed];
            _changed.Clear();
            if (changed.Length > EventsPerRead)
            {
                // What held every case at start need not keep the room for all of them.
                _changed.TrimExcess();
            }

            bool[] found = new bool[changed.Length];
            if (changed.Length < 1000)
            {
                for (int i = 0; i < changed.Length; i++)
                {
                    found[i] = Schedule(changed[i], now);
                }
            }
            else
            {
                _ = Parallel.For(0, changed.Length, i => found[i] = Schedule(changed[i], now));
            }

            for (int i = 0; i < changed.Length; i++)
            {
                _alarms.Set(changed[i]);

                // Cases of the first version have the catalogue's rules, whatever those are now.
                _ = found[i] && changed[i].Core.Rules is not null ? _withoutRules.Remove(changed[i]) : _withoutRules.Add(changed[i]);
            }
        }
    }

    private bool Schedule(CaseEntry entry, long nowUs)
    {
        (entry.NextDueAtUs, entry.NextAlarmAtUs) = (CaseEntry.Never, CaseEntry.Never);
        if (!entry.Core.IsRunning)
        {
            return true;
        }

        if (rules.Of(entry.Core) is not { } found)
        {
            return false;
        }

        try
        {
            (entry.NextDueAtUs, entry.NextAlarmAtUs) = policy.Next(entry.Core, found, nowUs);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            // A case that its rules cannot be held against must not keep the others from being scheduled.
            Log.Unrated(logger, entry.Core.Name, exception);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(4111, LogLevel.Error, "{Case} has no alarms: its rules cannot be held against it")]
        public static partial void Unrated(ILogger logger, string @case, Exception exception);

        [LoggerMessage(4112, LogLevel.Error, "{Stream} is in no list and has no alarms: its event {Version} cannot be read")]
        public static partial void Unreadable(ILogger logger, string stream, long version, Exception exception);
    }
}
