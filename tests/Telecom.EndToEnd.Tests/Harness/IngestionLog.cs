using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Ingestion.V1;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>What the log of a rig holds, read beside the process that writes it.</summary>
internal static class IngestionLog
{
    /// <summary>Records of an agent, by partition and in log order.</summary>
    public static async Task<IReadOnlyList<LogRecord>> ReadAsync(Rig rig, string agent)
    {
        List<LogRecord> records = [];
        await using SqliteSampleLogReader log = await SqliteSampleLogReader.OpenAsync(
            new SqliteSampleLogReaderOptions { Folder = Path.Combine(rig.DataFolder, "ingestion") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        for (int partition = 0; partition < log.PartitionCount; partition++)
        {
            LogPosition position = LogPosition.Start;
            IReadOnlyList<LogEntry> entries;
            while ((entries = await log.ReadAsync(partition, position, 1 << 20, CancellationToken.None)).Count > 0)
            {
                position = entries[^1].Position;
                records.AddRange(entries.Select(e => LogRecord.Parser.ParseFrom(e.Record.Span)).Where(r => r.Agent == agent));
            }
        }

        return records;
    }
}
