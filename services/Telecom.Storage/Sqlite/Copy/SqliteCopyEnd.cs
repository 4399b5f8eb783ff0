using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Copy;
using Telecom.Storage.Events;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite.Days;
using Telecom.Storage.Sqlite.Files;

namespace Telecom.Storage.Sqlite.Copy;

/// <summary>
/// A data folder as an end of a copy. Its stores are opened as their services open them, so that a running service keeps the copy out. A
/// target is made in a folder "copying" of the data folder, where no service finds it, and moved into place when it is whole.
/// </summary>
internal sealed class SqliteCopyEnd : ICopyEnd
{
    private const string LogService = "ingestion";
    private const string CellsService = "sla";
    private const int MaxBytes = 256 << 20;
    private const long DayMs = 86_400_000;

    private readonly CopyFolder _place;
    private readonly string _root;
    private readonly bool _isTarget;
    private readonly CopyClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, SqliteEventStore> _events = new(StringComparer.Ordinal);
    private SqliteSampleLog? _log;
    private SqliteMeasurementStore? _cells;

    private SqliteCopyEnd(string data, bool isTarget, TimeProvider time, ILogger logger)
    {
        _place = new CopyFolder(data);
        _root = isTarget ? _place.Unfinished : data;
        _isTarget = isTarget;
        _time = time;
        _clock = new CopyClock(time);
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name => $"sqlite:{_place.Data}";

    /// <inheritdoc/>
    public int? Partitions { get; private set; }

    /// <inheritdoc/>
    public bool HasCells { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> EventStores { get; private set; } = [];

    /// <inheritdoc/>
    public ISampleLog Log => _log!;

    /// <inheritdoc/>
    public IMeasurementStore Cells => _cells!;

    private string LogFolder => Path.Combine(_root, LogService);

    private string CellsFolder => Path.Combine(_root, CellsService);

    /// <summary>Looks what is in a folder; opens it at a source.</summary>
    public static async Task<ICopyEnd> OpenAsync(string folder, bool isTarget, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        SqliteCopyEnd end = new(folder, isTarget, time, logger);
        try
        {
            if (isTarget)
            {
                FolderSync.Create(folder);
            }
            else if (!Directory.Exists(folder))
            {
                throw new StoreCopyException($"'{folder}': there is no such folder.");
            }

            // A target is judged by the whole folder; its own unfinished files do not count.
            end.Look(folder);
            if (!isTarget)
            {
                await end.OpenStoresAsync(end.Partitions, end.HasCells, cancellationToken);
            }

            return end;
        }
        catch
        {
            await end.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IEventStore> GetEventsAsync(string name, CancellationToken cancellationToken)
    {
        if (!_events.TryGetValue(name, out SqliteEventStore? store))
        {
            SqliteEventStoreOptions options = new() { Folder = Path.Combine(_root, name), MaxEventBytes = MaxBytes };
            _events.Add(name, store = await SqliteEventStore.OpenAsync(options, _time, _logger, cancellationToken));
        }

        return store;
    }

    /// <inheritdoc/>
    public long AppendedMs(LogPosition position) => ((position.Major + 1) * DayMs) - 60_000;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        for (int partition = 0; partition < (Partitions ?? 0); partition++)
        {
            LogRange range = await Log.GetRangeAsync(partition, cancellationToken);
            text.Append(CultureInfo.InvariantCulture, $"{range.TrimmedTo.Major}/{range.TrimmedTo.Minor} {range.Last.Major}/{range.Last.Minor};");
        }

        if (HasCells)
        {
            // A lease alone changes nothing.
            foreach ((int partition, LogPosition at) in (await Cells.SyncAsync(cancellationToken)).Where(static one => one.Value > LogPosition.Start).OrderBy(static one => one.Key))
            {
                text.Append(CultureInfo.InvariantCulture, $"{partition}:{at.Major}/{at.Minor};");
            }
        }

        foreach (string name in EventStores)
        {
            using SqliteSession session = Read(Path.Combine(_root, name, SqliteEventStore.FileName));
            text.Append(CultureInfo.InvariantCulture, $"{name}:{session.Number("SELECT max(position) FROM event") ?? 0};");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedLane> ReadLanesAsync(CancellationToken cancellationToken) =>
        CopyReads.Lanes(Path.Combine(LogFolder, LogDay.In(LogFolder)[^1].FileName)).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedKey> ReadKeysAsync(CancellationToken cancellationToken) => CopyReads.Keys(LogFolder).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedCell> ReadCellsAsync(int partition, CellKind kind, CancellationToken cancellationToken) =>
        CopyReads.Cells(Path.Combine(CellsFolder, SqliteMeasurementStore.FileName), partition, kind).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<TooLateCount> ReadTooLateAsync(int partition, CancellationToken cancellationToken) =>
        CopyReads.TooLate(Path.Combine(CellsFolder, SqliteMeasurementStore.FileName), partition).ToAsyncEnumerable();

    /// <inheritdoc/>
    public async IAsyncEnumerable<LaneProgress> ReadProgressAsync(
        int partition, IReadOnlySet<string> agents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string agent in agents)
        {
            foreach (LaneProgress lane in await Cells.ListProgressAsync(agent, cancellationToken))
            {
                if (lane.Lane.PartitionOf(Log.PartitionCount) == partition)
                {
                    yield return lane;
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<CopyJournal?> ReadJournalAsync(CancellationToken cancellationToken) => _place.ReadJournalAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteJournalAsync(CopyJournal journal, CancellationToken cancellationToken)
    {
        _place.WriteJournal(journal);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask CreateAsync(int? partitions, bool cells, CancellationToken cancellationToken)
    {
        await OpenStoresAsync(partitions, cells, cancellationToken);
        (Partitions, HasCells) = (partitions, cells);
    }

    /// <inheritdoc/>
    public void SetClock(long? unixMs) => _clock.Set(unixMs);

    /// <inheritdoc/>
    public async ValueTask SettleLogAsync(
        IReadOnlyCollection<ProducerLane> through,
        IReadOnlyList<CopiedLane> lanes,
        IReadOnlyList<CopiedKey> keys,
        IReadOnlyList<bool> trimmed,
        long nowMs,
        CancellationToken cancellationToken)
    {
        // Closed meanwhile, since it keeps the lanes in memory.
        await _log!.DisposeAsync();
        _log = null;
        CopySettle.Run(LogFolder, through, lanes, keys, trimmed);
        await OpenStoresAsync(trimmed.Count, cells: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WriteEventsAsync(string name, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await GetEventsAsync(name, cancellationToken);
        await _events[name].CopyAsync(events, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        if (_isTarget)
        {
            _place.Finish();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_log?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_cells?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (SqliteEventStore store in _events.Values)
        {
            await store.DisposeAsync();
        }

        (_log, _cells) = (null, null);
        _events.Clear();
    }

    private static SqliteSession Read(string file) => SqliteSession.OpenReader(file, TimeSpan.FromSeconds(10));

    private void Look(string folder)
    {
        string log = Path.Combine(folder, LogService);
        if (Directory.Exists(log) && LogDay.In(log) is { Count: > 0 } days)
        {
            using SqliteSession session = Read(Path.Combine(log, days[^1].FileName));
            Partitions = LogIdentity.OfAnyLayout(session, days[^1]).Partitions;
        }

        HasCells = File.Exists(Path.Combine(folder, CellsService, SqliteMeasurementStore.FileName));
        EventStores =
        [
            .. CopyNames.EventStores.Where(service => File.Exists(Path.Combine(folder, service, SqliteEventStore.FileName))),
        ];
    }

    private async Task OpenStoresAsync(int? partitions, bool cells, CancellationToken cancellationToken)
    {
        if (partitions is { } count && _log is null)
        {
            SqliteSampleLogOptions options = new() { Folder = LogFolder, Partitions = count, MaxRecordBytes = MaxBytes };
            _log = await SqliteSampleLog.OpenAsync(options, _clock, _logger, cancellationToken);
        }

        if (cells && _cells is null)
        {
            _cells = await SqliteMeasurementStore.OpenAsync(new SqliteMeasurementStoreOptions { Folder = CellsFolder }, _time, _logger, cancellationToken);
        }

        if (!_isTarget)
        {
            foreach (string name in EventStores)
            {
                await GetEventsAsync(name, cancellationToken);
            }
        }
    }
}
