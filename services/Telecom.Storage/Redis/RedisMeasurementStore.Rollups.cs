using StackExchange.Redis;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Cells;

namespace Telecom.Storage.Redis;

/// <content>Roll-ups: what they are made of, writing and reading them.</content>
public sealed partial class RedisMeasurementStore
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<CellRow>?> ReadPartsAsync(PartitionLease lease, LogPosition expected, RollupKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        CellLevel level = key.Level == RollupLevel.Hour ? CellLevel.Minute : CellLevel.Hour;
        int units = CellLevel.Of(key.Level).Minutes / level.Minutes;
        RedisKey hash = Key(lease.Partition, level, key.Circuit, key.Agent, key.Start);
        long[] starts = [.. Enumerable.Range(0, units).Select(unit => key.Start + ((long)unit * level.Minutes))];
        byte[]?[]? values = await ReadFieldsAsync(
            lease, expected, starts.Select(level.FieldOf).Concat(starts.Select(level.DueFieldOf)).Select(field => (hash, (RedisValue)field)), cancellationToken);
        if (values is null)
        {
            return null;
        }

        List<CellRow> rows = [];
        for (int i = 0; i < units; i++)
        {
            if (values[i] is { } value && values[units + i] is null)
            {
                rows.Add(new CellRow(key.Agent, starts[i], value));
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<bool> ApplyRollupsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(rollups);
        StepBuilder step = new(Keys(lease.Partition));
        foreach (RollupWrite rollup in rollups)
        {
            step.Rollup(rollup);
        }

        return await WriteAsync(step.Build(lease, expected, null, _writer, Interlocked.Increment(ref _steps)), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<RollupRow>> ReadRollupsAsync(
        string circuit, RollupLevel level, long fromMinute, long toMinute, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(circuit);
        List<FoundCell> cells = await _circuits.ReadAsync(CellLevel.Of(level), circuit, fromMinute, toMinute, cancellationToken);
        return cells.ConvertAll(cell => new RollupRow(cell.Agent, cell.Partition, cell.Start, cell.Cell, cell.Due));
    }
}
