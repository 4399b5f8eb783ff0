using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.CrashWriter;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.Storage.Tests.Support;

/// <summary>The log that the crash writer left.</summary>
public static class CrashLog
{
    /// <summary>
    /// The last sequence number with a record of every lane, after every record was compared with what it must be and none was missing or
    /// there twice.
    /// </summary>
    public static async Task<ulong[]> ReadAndCheckAsync(string folder, int lanes)
    {
        await using SqliteSampleLogReader log = await SqliteSampleLogReader.OpenAsync(
            new SqliteSampleLogReaderOptions { Folder = folder }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        ulong[] last = new ulong[lanes];
        for (int partition = 0; partition < log.PartitionCount; partition++)
        {
            foreach (LogEntry entry in await log.ReadAllAsync(partition, 4 << 20))
            {
                (int lane, ulong sequence) = CrashRecord.Read(entry.Record.Span);
                ulong expected = last[lane] + 1;
                expected += expected % 7 == 0 ? 1ul : 0;
                Assert.Equal((lane, expected), (lane, sequence));
                Assert.True(entry.Record.Span.SequenceEqual(CrashRecord.Make(lane, sequence)), $"lane {lane}, batch {sequence} has other bytes");
                last[lane] = sequence;
            }
        }

        return last;
    }

    /// <summary>The last batch with a record up to a sequence number.</summary>
    public static ulong LastWithRecord(ulong sequence) => sequence > 0 && sequence % 7 == 0 ? sequence - 1 : sequence;
}
