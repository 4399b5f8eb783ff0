using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>The log as a process sees it, over its connection.</summary>
internal sealed class SimLogClient(SimLog log, StoreLink link) : ISampleLog
{
    public LogDurability Durability => LogDurability.Fsynced;

    public int PartitionCount => log.Durable.Partitions;

    public ValueTask<AppendResult> AppendAsync(AppendEntry entry, CancellationToken cancellationToken)
    {
        // As on a wire: what the process does with its buffers afterwards changes nothing.
        AppendEntry sent = entry with { Record = entry.Record.ToArray(), Outcome = entry.Outcome.ToArray() };
        return link.CallAsync<AppendResult>(answer => log.Append(sent, answer));
    }

    public ValueTask<ProducerPosition?> GetProducerAsync(ProducerLane lane, CancellationToken cancellationToken) =>
        link.CallAsync(() => log.Producer(lane));

    public ValueTask<IReadOnlyList<ProducerPosition>> ListProducersAsync(string agent, CancellationToken cancellationToken) =>
        link.CallAsync<IReadOnlyList<ProducerPosition>>(() =>
            [.. log.Durable.Lanes.Keys.Where(l => l.Agent == agent).OrderBy(l => l.Epoch).ThenBy(l => l.Lane).Select(l => log.Producer(l)!.Value)]);

    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int partition, LogPosition after, int maxBytes, CancellationToken cancellationToken) =>
        link.CallAsync(() => log.Read(partition, after, maxBytes));

    public ValueTask WaitForAppendAsync(TimeSpan atMost, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<LogRange> GetRangeAsync(int partition, CancellationToken cancellationToken) =>
        link.CallAsync(() => new LogRange(LogPosition.Start, log.Durable.End(partition)));

    public ValueTask<LogTrimResult> TrimAsync(LogTrim trim, CancellationToken cancellationToken) => ValueTask.FromResult(default(LogTrimResult));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
