using System.Globalization;
using StackExchange.Redis;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis.Cells;

/// <summary>Collects the keys and arguments of one run of the script cells-write. Nothing is sent before everything was looked at.</summary>
internal sealed class StepBuilder
{
    // The server takes 1,048,576 words in one command (proto-max-bulk-len bounds their bytes).
    private const int MostWords = 1_000_000;

    private readonly PartitionKeys _partition;
    private readonly List<RedisKey> _keys = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<RedisValue> _groups = [];
    private readonly List<RedisValue> _values = [];
    private readonly List<RedisValue> _counts = [];
    private readonly List<RedisValue> _marks = [];
    private readonly List<RedisValue> _clears = [];
    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);

    public StepBuilder(PartitionKeys partition) => _partition = partition;

    /// <summary>Writes a minute cell, and marks its hour as due.</summary>
    public void Cell(CellWrite cell)
    {
        Check(cell.Key);
        Value(CellLevel.Minute, cell.Key.Circuit, cell.Key.Agent, cell.Key.Minute, cell.Cell);
        Mark(CellLevel.Hour, cell.Key.Circuit, cell.Key.Agent, cell.Key.Minute);
    }

    /// <summary>Writes a roll-up, takes its mark away, and marks the day of an hour as due.</summary>
    public void Rollup(RollupWrite rollup)
    {
        RollupKey key = rollup.Key;
        Check(new CellKey(key.Circuit, key.Agent, key.Start));
        CellLevel level = CellLevel.Of(key.Level);
        if (key.Start % level.Minutes != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(key.Start)}: {key.Start} is not allowed; the start of a roll-up of {level.Minutes} minutes must be a multiple of them"), nameof(rollup));
        }

        int hash = Value(level, key.Circuit, key.Agent, key.Start, rollup.Cell);
        (RedisValue dayHash, RedisValue dayField) = Day(level, key.Circuit, key.Agent, key.Start);
        _clears.AddRange(
        [
            hash,
            level.DueFieldOf(key.Start),
            Index(_partition.Due(level.Letter)),
            CellNames.OfPartition(key.Start, key.Circuit, key.Agent),
            dayHash,
            dayField,
        ]);
        if (key.Level == RollupLevel.Hour)
        {
            Mark(CellLevel.Day, key.Circuit, key.Agent, key.Start);
        }
    }

    /// <summary>Adds to the count of what came too late.</summary>
    public void TooLate(TooLateCount count)
    {
        Check(count.Key);
        CellLevel level = CellLevel.TooLate;
        int hash = Group(level, count.Key.Circuit, count.Key.Agent, count.Key.Minute);
        _counts.AddRange([hash, level.FieldOf(count.Key.Minute), (long)count.Samples]);
    }

    /// <summary>Writes a lane's progress.</summary>
    public void Progress(LaneProgress progress) =>
        _values.AddRange(
        [
            Index(_partition.Progress(progress.Lane.Agent)),
            PartitionKeys.LaneField(progress.Lane),
            string.Create(CultureInfo.InvariantCulture, $"{progress.FoldedSequence} {progress.FoldedSamples} {progress.TooLateSamples}"),
        ]);

    /// <summary>The script's keys and arguments.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="expected">Where the partition must stand.</param>
    /// <param name="next">Where it stands afterwards; null for where it did.</param>
    /// <param name="writer">Random id of the store that writes.</param>
    /// <param name="number">The step's number among the writer's, growing.</param>
    /// <exception cref="ArgumentException">The step is larger than a command may be.</exception>
    public (RedisKey[] Keys, RedisValue[] Arguments) Build(PartitionLease lease, LogPosition expected, LogPosition? next, Guid writer, long number)
    {
        RedisValue[] arguments =
        [
            Owner(lease.Owner), lease.Fence.ToString(CultureInfo.InvariantCulture), Position(expected), Position(next),
            Owner(writer), number, _groups.Count / 6, _values.Count / 3, _counts.Count / 3, _marks.Count / 7, _clears.Count / 6,
            .. _groups, .. _values, .. _counts, .. _marks, .. _clears,
        ];
        if (arguments.Length + _keys.Count > MostWords)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A step of {arguments.Length + _keys.Count} words is not allowed; Redis takes {MostWords}. Fold fewer records at once."));
        }

        return ([_partition.Own, .. _keys], arguments);
    }

    /// <summary>An owner as it is stored.</summary>
    public static string Owner(Guid owner) => owner.ToString("N");

    /// <summary>A position as it is stored.</summary>
    public static string Position(LogPosition? position) =>
        position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Major} {at.Minor}") : "";

    /// <summary>Reads a stored position.</summary>
    public static LogPosition ReadPosition(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return new LogPosition(
            long.Parse(text.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            long.Parse(text.AsSpan(space + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private int Value(CellLevel level, string circuit, string agent, long minute, ReadOnlyMemory<byte> cell)
    {
        int hash = Group(level, circuit, agent, minute);
        _values.AddRange([hash, level.FieldOf(minute), cell.ToArray()]);
        return hash;
    }

    private void Mark(CellLevel level, string circuit, string agent, long minute)
    {
        long start = minute - (minute % level.Minutes);
        string member = CellNames.OfPartition(start, circuit, agent);
        if (_marked.Add($"{level.Letter}{member}"))
        {
            int hash = Group(level, circuit, agent, start);
            (RedisValue dayHash, RedisValue dayField) = Day(level, circuit, agent, start);
            _marks.AddRange([hash, level.DueFieldOf(start), Index(_partition.Due(level.Letter)), member, start, dayHash, dayField]);
        }
    }

    // Where the due hours of a day are counted; nowhere for a day itself.
    private (RedisValue Hash, RedisValue Field) Day(CellLevel level, string circuit, string agent, long minute) => level == CellLevel.Hour
        ? (Group(CellLevel.Day, circuit, agent, minute), CellLevel.Day.DueHoursFieldOf(minute))
        : (0, "");

    // The hash of a cell, with the indexes that lead to it.
    private int Group(CellLevel level, string circuit, string agent, long minute)
    {
        long group = level.GroupOf(minute);
        RedisKey key = _partition.Group(level.Letter, group, circuit, agent);
        int known = _keys.Count;
        int hash = Index(key);
        if (_keys.Count > known)
        {
            _groups.AddRange(
            [
                hash,
                Index(_partition.Circuit(level.Letter, circuit)),
                Index(_partition.Groups(level.Letter)),
                group,
                CellNames.OfCircuit(group, agent),
                CellNames.OfPartition(group, circuit, agent),
            ]);
        }

        return hash;
    }

    private int Index(RedisKey key)
    {
        string name = key!;
        if (!_indexes.TryGetValue(name, out int index))
        {
            _keys.Add(key);
            _indexes.Add(name, index = _keys.Count);
        }

        return index;
    }

    private static void Check(CellKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key.Circuit, nameof(key));
        ArgumentException.ThrowIfNullOrEmpty(key.Agent, nameof(key));
        ArgumentOutOfRangeException.ThrowIfNegative(key.Minute, nameof(key));
    }
}
