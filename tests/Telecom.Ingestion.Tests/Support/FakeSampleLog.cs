using Telecom.Sla.Domain.Names;
using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>A log in memory that keeps the contract of <see cref="ISampleLog"/> and can be told to stall, to fail and to forget.</summary>
internal sealed class FakeSampleLog : ISampleLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProducerLane, List<AppendEntry>> _lanes = [];
    private readonly List<(ProducerLane Lane, ReadOnlyMemory<byte> Record)> _records = [];
    private Task _tail = Task.CompletedTask;
    private TaskCompletionSource? _stall;
    private int _failures;

    public LogDurability Durability => LogDurability.Fsynced;

    public int PartitionCount => 64;

    /// <summary>Appends that were called and did not complete.</summary>
    public int Pending { get; private set; }

    /// <summary>Most of <see cref="Pending"/> at a time.</summary>
    public int MaxPending { get; private set; }

    /// <summary>Most record bytes pending at a time.</summary>
    public long MaxPendingBytes { get; private set; }

    private long PendingBytes { get; set; }

    /// <summary>Every append that was called.</summary>
    public int Calls { get; private set; }

    public void Stall()
    {
        lock (_lock)
        {
            _stall ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Resume()
    {
        TaskCompletionSource? stall;
        lock (_lock)
        {
            (stall, _stall) = (_stall, null);
        }

        stall?.SetResult();
    }

    /// <summary>Lets so many appends fail.</summary>
    public void Fail(int appends)
    {
        lock (_lock)
        {
            _failures = appends;
        }
    }

    /// <summary>Falls back behind a sequence number, as a stale replica does after a fail-over.</summary>
    public void Forget(ProducerLane lane, ulong after)
    {
        lock (_lock)
        {
            _lanes[lane].RemoveAll(e => e.Sequence > after);
        }
    }

    /// <summary>What is stored of a lane, in order.</summary>
    public IReadOnlyList<AppendEntry> Stored(ProducerLane lane)
    {
        lock (_lock)
        {
            return _lanes.TryGetValue(lane, out List<AppendEntry>? entries) ? [.. entries] : [];
        }
    }

    public ValueTask<AppendResult> AppendAsync(AppendEntry entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls++;
            Pending++;
            PendingBytes += entry.Record.Length;
            MaxPending = Math.Max(MaxPending, Pending);
            MaxPendingBytes = Math.Max(MaxPendingBytes, PendingBytes);
            Task<AppendResult> append = AppendAfterAsync(_tail, _stall?.Task ?? Task.CompletedTask, entry);
            _tail = append;
            return new ValueTask<AppendResult>(append);
        }
    }

    public ValueTask<ProducerPosition?> GetProducerAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new ValueTask<ProducerPosition?>(_lanes.ContainsKey(lane) ? PositionOf(lane) : null);
        }
    }

    public ValueTask<IReadOnlyList<ProducerPosition>> ListProducersAsync(string agent, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new ValueTask<IReadOnlyList<ProducerPosition>>(
                [.. _lanes.Keys.Where(l => l.Agent == agent).OrderBy(l => l.Epoch).ThenBy(l => l.Lane).Select(PositionOf)]);
        }
    }

    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new ValueTask<IReadOnlyList<LogEntry>>(
            [
                .. _records.Select((r, i) => (r.Lane, Entry: new LogEntry(new LogPosition(1, i + 1), r.Record)))
                    .Where(r => r.Lane.PartitionOf(PartitionCount) == partition && r.Entry.Position > after)
                    .Select(r => r.Entry),
            ]);
        }
    }

    public ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            int last = _records.FindLastIndex(r => r.Lane.PartitionOf(PartitionCount) == partition);
            return new ValueTask<LogRange>(new LogRange(LogPosition.Start, last < 0 ? LogPosition.Start : new LogPosition(1, last + 1)));
        }
    }

    /// <summary>Every trim that was asked for; nothing is removed, but lanes are forgotten that a test names.</summary>
    public List<LogTrim> Trims { get; } = [];

    /// <summary>What the next trims answer.</summary>
    public LogTrimResult TrimResult { get; set; }

    public ValueTask<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Trims.Add(trim);
            return new ValueTask<LogTrimResult>(TrimResult);
        }
    }

    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<AppendResult> AppendAfterAsync(Task before, Task stall, AppendEntry entry)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await stall;
        lock (_lock)
        {
            Pending--;
            PendingBytes -= entry.Record.Length;
            if (_failures > 0)
            {
                _failures--;
                throw new StoreUnavailableException("disk full", TimeSpan.FromMilliseconds(250));
            }

            return Apply(entry);
        }
    }

    private AppendResult Apply(AppendEntry entry)
    {
        if (!_lanes.TryGetValue(entry.Lane, out List<AppendEntry>? entries))
        {
            entries = [];
        }

        ulong last = (ulong)entries.Count;
        if (entry.Sequence <= last)
        {
            return new AppendResult(AppendOutcome.Duplicate, last, entries[(int)entry.Sequence - 1].Outcome);
        }

        if (entry.Sequence != last + 1)
        {
            return new AppendResult(AppendOutcome.Gap, last, default);
        }

        // The caller may use the memory for something else as soon as the append is done.
        entry = entry with { Record = entry.Record.ToArray(), Outcome = entry.Outcome.ToArray() };
        _lanes[entry.Lane] = entries;
        entries.Add(entry);
        if (!entry.Record.IsEmpty)
        {
            _records.Add((entry.Lane, entry.Record));
        }

        return new AppendResult(AppendOutcome.Appended, entry.Sequence, default);
    }

    private ProducerPosition PositionOf(ProducerLane lane) => new(
        lane, (ulong)_lanes[lane].Count, (ulong)_lanes[lane].Sum(e => e.StoredSamples), (ulong)_lanes[lane].Sum(e => e.RefusedSamples));
}
