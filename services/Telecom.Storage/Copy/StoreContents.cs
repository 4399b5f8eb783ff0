using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Redis.Copy;
using Telecom.Storage.Sqlite.Copy;

namespace Telecom.Storage.Copy;

/// <summary>
/// Everything that a place stores, to be listed, for tools that compare. The embedded engine's files are opened as their services open
/// them, so that those must be stopped.
/// </summary>
public sealed class StoreContents : IAsyncDisposable
{
    private readonly ICopyEnd _end;

    private StoreContents(ICopyEnd end) => _end = end;

    /// <summary>Where it is, for messages.</summary>
    public string Name => _end.Name;

    /// <summary>True when there is a log and there are cells.</summary>
    public bool IsComplete => _end.Partitions is not null && _end.HasCells;

    /// <summary>The log.</summary>
    public ISampleLogReader Log => _end.Log;

    /// <summary>The cells.</summary>
    public IMeasurementStore Cells => _end.Cells;

    /// <summary>Opens a place.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Where the stores log.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="StoreCopyException">There is no such folder.</exception>
    /// <exception cref="StoreFileException">A store is in use, damaged, or newer than this software.</exception>
    /// <exception cref="StoreUnavailableException">A store cannot be used now.</exception>
    public static async Task<StoreContents> OpenAsync(StoreAddress address, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new StoreContents(address.Redis is { } redis
            ? await RedisCopyEnd.OpenAsync(redis, isTarget: false, logger, cancellationToken)
            : await SqliteCopyEnd.OpenAsync(address.Folder, isTarget: false, time, logger, cancellationToken));
    }

    /// <summary>Makes a place with empty cells and no log, in a folder of the caller's, who removes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Where the stores log.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<StoreContents> CreateCellsAsync(string folder, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ICopyEnd end = await SqliteCopyEnd.OpenAsync(folder, isTarget: true, time, logger, cancellationToken);
        await end.CreateAsync(null, cells: true, cancellationToken);
        return new StoreContents(end);
    }

    /// <summary>Lists the minute cells of a partition, in any order.</summary>
    public async IAsyncEnumerable<CellWrite> ListCellsAsync(int partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CopiedCell cell in _end.ReadCellsAsync(partition, CellKind.Minute, cancellationToken))
        {
            yield return new CellWrite(new CellKey(cell.Circuit, cell.Agent, cell.Start), cell.Cell);
        }
    }

    /// <summary>Lists the roll-ups of a partition, in any order, due ones as they were written last.</summary>
    public async IAsyncEnumerable<RollupWrite> ListRollupsAsync(int partition, RollupLevel level, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CopiedCell cell in _end.ReadCellsAsync(partition, level == RollupLevel.Hour ? CellKind.Hour : CellKind.Day, cancellationToken))
        {
            yield return new RollupWrite(new RollupKey(level, cell.Circuit, cell.Agent, cell.Start), cell.Cell);
        }
    }

    /// <summary>Lists the counts of what came too late in a partition, in any order.</summary>
    public IAsyncEnumerable<TooLateCount> ListTooLateAsync(int partition, CancellationToken cancellationToken) => _end.ReadTooLateAsync(partition, cancellationToken);

    /// <summary>Closes it.</summary>
    public ValueTask DisposeAsync() => _end.DisposeAsync();
}
