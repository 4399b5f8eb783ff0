using StackExchange.Redis;
using Telecom.Storage.Cells;
using Telecom.Storage.Redis.Cells;

namespace Telecom.Storage.Redis;

/// <content>Roll-ups: what they are made of, writing and reading them.</content>
public sealed partial class RedisMeasurementStore
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<CellRow>> ReadPartsAsync(int partition, RollupKey key, CancellationToken cancellationToken)
    {
        CellLevel level = key.Level == RollupLevel.Hour ? CellLevel.Minute : CellLevel.Hour;
        int units = CellLevel.Of(key.Level).Minutes / level.Minutes;
        RedisKey hash = Key(partition, level, key.Circuit, key.Agent, key.Start);
        long[] starts = [.. Enumerable.Range(0, units).Select(unit => key.Start + ((long)unit * level.Minutes))];
        RedisValue[] fields = [.. starts.Select(level.FieldOf), .. starts.Select(level.DueFieldOf)];
        RedisValue[] values = await _link.RunAsync(database => database.HashGetAsync(hash, fields, CommandFlags.DemandMaster), cancellationToken);
        List<CellRow> rows = [];
        for (int i = 0; i < units; i++)
        {
            if (!values[i].IsNull && values[units + i].IsNull)
            {
                rows.Add(new CellRow(key.Agent, starts[i], (byte[])values[i]!));
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async ValueTask<bool> ApplyRollupsAsync(PartitionLease lease, IReadOnlyList<RollupWrite> rollups, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(rollups);
        StepBuilder step = new(Keys(lease.Partition));
        foreach (RollupWrite rollup in rollups)
        {
            step.Rollup(rollup);
        }

        return await WriteAsync(step.Build(lease, null, null, _writer, Interlocked.Increment(ref _steps)), cancellationToken);
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
