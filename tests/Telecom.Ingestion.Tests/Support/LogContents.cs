using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Reads a whole log as the measurement service does.</summary>
internal static class LogContents
{
    public static async Task<List<LogRecord>> ReadAsync(ISampleLogReader log)
    {
        List<LogRecord> records = [];
        for (int partition = 0; partition < log.PartitionCount; partition++)
        {
            LogPosition position = LogPosition.Start;
            IReadOnlyList<LogEntry> entries;
            while ((entries = await log.ReadAsync(partition, position, 1 << 20, CancellationToken.None)).Count > 0)
            {
                position = entries[^1].Position;
                records.AddRange(entries.Select(e => LogRecord.Parser.ParseFrom(e.Record.Span)));
            }
        }

        return records;
    }

    public static ProducerLane LaneOf(this LogRecord record) =>
        SpoolEpoch.TryRead(record.SpoolEpoch.Span, out SpoolEpoch epoch)
            ? new ProducerLane(record.Agent, epoch, record.Lane)
            : throw new InvalidOperationException("A record without an epoch.");
}
