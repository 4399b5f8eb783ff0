using System.Globalization;
using System.Text;
using StackExchange.Redis;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Cells;
using Telecom.Storage.Redis.Client;

namespace Telecom.Storage.Redis;

/// <content>What a fold reads of its partition, by key.</content>
public sealed partial class RedisMeasurementStore
{
    // Values of one run of the script; each run checks the lease and the position.
    private const int ReadKeys = 1000;

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<CellKey, ReadOnlyMemory<byte>>?> ReadCellsAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(keys);
        Dictionary<CellKey, ReadOnlyMemory<byte>> cells = [];
        foreach (CellKey[] some in keys.Chunk(ReadKeys))
        {
            byte[]?[]? values = await ReadFieldsAsync(
                lease,
                expected,
                some.Select(key => (
                    Key(lease.Partition, CellLevel.Minute, key.Circuit, key.Agent, key.Minute), (RedisValue)CellLevel.Minute.FieldOf(key.Minute))),
                cancellationToken);
            if (values is null)
            {
                return null;
            }

            for (int i = 0; i < some.Length; i++)
            {
                if (values[i] is { } value)
                {
                    cells[some[i]] = value;
                }
            }
        }

        return cells;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<IReadOnlyDictionary<ProducerLane, LaneProgress>?> ReadProgressAsync(
        PartitionLease lease, LogPosition expected, IReadOnlyCollection<ProducerLane> lanes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(lanes);
        PartitionKeys keys = Keys(lease.Partition);
        Dictionary<ProducerLane, LaneProgress> found = [];
        foreach (ProducerLane[] some in lanes.Chunk(ReadKeys))
        {
            byte[]?[]? values = await ReadFieldsAsync(
                lease, expected, some.Select(lane => (keys.Progress(lane.Agent), (RedisValue)PartitionKeys.LaneField(lane))), cancellationToken);
            if (values is null)
            {
                return null;
            }

            for (int i = 0; i < some.Length; i++)
            {
                LaneProgress? progress = values[i] is { } text
                    ? ReadProgress(some[i], Encoding.ASCII.GetString(text))
                    : await FindElsewhereAsync(some[i], keys, cancellationToken);
                if (progress is { } known)
                {
                    found[some[i]] = known;
                }
            }
        }

        return found;
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async ValueTask<LaneProgress?> GetProgressAsync(ProducerLane lane, CancellationToken cancellationToken)
    {
        PartitionKeys own = _partitions[lane.PartitionOf(_partitions.Length)];
        return await AskAsync(lane, own, cancellationToken) ?? await FindElsewhereAsync(lane, own, cancellationToken);
    }

    /// <summary>
    /// A lane is folded where it hashes to, unless it was copied from a store with another number of partitions: then it goes on from where
    /// the copy put it. Only a copy writes there, while nobody folds, so that this needs no check of that partition's position; its own
    /// partition is not asked a second time, for it may have moved since it was checked.
    /// </summary>
    private async Task<LaneProgress?> FindElsewhereAsync(ProducerLane lane, PartitionKeys own, CancellationToken cancellationToken) =>
        (await Task.WhenAll(_partitions.Where(keys => keys != own).Select(keys => AskAsync(lane, keys, cancellationToken))))
            .FirstOrDefault(static progress => progress is not null);

    private async Task<LaneProgress?> AskAsync(ProducerLane lane, PartitionKeys keys, CancellationToken cancellationToken)
    {
        RedisValue text = await _link.RunAsync(
            database => database.HashGetAsync(keys.Progress(lane.Agent), PartitionKeys.LaneField(lane), CommandFlags.DemandMaster), cancellationToken);
        return text.IsNull ? null : ReadProgress(lane, text!);
    }

    /// <summary>Values of fields of the lease's partition, in their order; null when the partition is not at its fence and the position.</summary>
    private async Task<byte[]?[]?> ReadFieldsAsync(
        PartitionLease lease, LogPosition expected, IEnumerable<(RedisKey Hash, RedisValue Field)> fields, CancellationToken cancellationToken)
    {
        // The script reads hash by hash; each value goes back to where its field was asked for.
        (int Place, RedisKey Hash, RedisValue Field)[][] hashes =
            [.. fields.Select(static (one, place) => (place, one.Hash, one.Field)).GroupBy(static one => (string)one.Hash!, StringComparer.Ordinal).Select(static one => one.ToArray())];
        List<RedisKey> keys = [Keys(lease.Partition).Own];
        List<RedisValue> arguments =
            [StepBuilder.Owner(lease.Owner), lease.Fence.ToString(CultureInfo.InvariantCulture), StepBuilder.Position(expected)];
        foreach ((int Place, RedisKey Hash, RedisValue Field)[] hash in hashes)
        {
            keys.Add(hash[0].Hash);
            arguments.Add(hash.Length);
            arguments.AddRange(hash.Select(static one => one.Field));
        }

        RedisResult answer = await _link.RunAsync(RedisScript.CellsRead, [.. keys], [.. arguments], cancellationToken);
        if (answer.IsNull)
        {
            return null;
        }

        byte[]?[] read = (byte[]?[])answer!;
        byte[]?[] values = new byte[]?[read.Length];
        foreach (((int place, _, _), byte[]? value) in hashes.SelectMany(static hash => hash).Zip(read))
        {
            values[place] = value;
        }

        return values;
    }

    private static LaneProgress ReadProgress(ProducerLane lane, string text)
    {
        ulong[] numbers = [.. text.Split(' ').Select(number => ulong.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))];
        return new LaneProgress(lane, numbers[0], numbers[1], numbers[2]);
    }
}
