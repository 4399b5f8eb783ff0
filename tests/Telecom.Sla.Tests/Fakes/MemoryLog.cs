using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>A log in memory. It does not deduplicate: what a test appends is there.</summary>
internal sealed class MemoryLog(int partitions) : ISampleLogReader
{
    private readonly Lock _lock = new();
    private readonly List<byte[]>[] _records = [.. Enumerable.Range(0, partitions).Select(_ => new List<byte[]>())];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int PartitionCount => partitions;

    public Func<int, Exception?> FailRead { get; set; } = _ => null;

    public void Append(ProducerLane lane, byte[] record) => Append(lane.PartitionOf(partitions), record);

    public void Append(int partition, byte[] record)
    {
        lock (_lock)
        {
            _records[partition].Add(record);
            _appended.TrySetResult();
            _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public LogPosition End(int partition)
    {
        lock (_lock)
        {
            return _records[partition].Count == 0 ? LogPosition.Start : new LogPosition(1, _records[partition].Count);
        }
    }

    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken)
    {
        if (FailRead(partition) is { } exception)
        {
            return ValueTask.FromException<IReadOnlyList<LogEntry>>(exception);
        }

        lock (_lock)
        {
            List<LogEntry> entries = [];
            int bytes = 0;
            for (int i = (int)after.Minor; i < _records[partition].Count; i++)
            {
                byte[] record = _records[partition][i];
                if (entries.Count > 0 && bytes + record.Length > maxBytes)
                {
                    break;
                }

                bytes += record.Length;
                entries.Add(new LogEntry(new LogPosition(1, i + 1), record));
            }

            return ValueTask.FromResult<IReadOnlyList<LogEntry>>(entries);
        }
    }

    public async ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task appended;
        lock (_lock)
        {
            appended = _appended.Task;
        }

        await appended.WaitAsync(atMost, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new LogRange(LogPosition.Start, End(partition)));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
