using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Samples;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>Reads the records of one partition.</summary>
/// <param name="partition">The partition that the records were read from.</param>
/// <param name="partitionCount">Number of partitions of the log.</param>
internal sealed class RecordDecoder(int partition, int partitionCount)
{
    /// <summary>
    /// Decodes as many records as can be: all, or those before the first bad one, which then begins the next step.
    /// </summary>
    /// <param name="entries">At least one entry, in log order.</param>
    /// <exception cref="UndecodableRecordException">The first record is bad.</exception>
    public IReadOnlyList<DecodedRecord> Decode(IReadOnlyList<LogEntry> entries)
    {
        List<DecodedRecord> records = new(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            try
            {
                records.Add(Decode(entries[i], i));
            }
            catch (UndecodableRecordException) when (i > 0)
            {
                break;
            }
        }

        return records;
    }

    private DecodedRecord Decode(LogEntry entry, int index)
    {
        LogRecord record;
        try
        {
            record = LogRecord.Parser.ParseFrom(entry.Record.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Bad($"it is not a LogRecord ({exception.Message})", exception);
        }

        if (!ResourceName.TryParse(record.Agent, "agents", out _))
        {
            throw Bad($"agent \"{record.Agent}\" is not of the form \"customers/{{customer}}/agents/{{agent}}\"");
        }

        if (!SpoolEpoch.TryRead(record.SpoolEpoch.Span, out SpoolEpoch epoch))
        {
            throw Bad($"spool_epoch has {record.SpoolEpoch.Length} bytes or is all zero; {SpoolEpoch.Length} bytes that are not all zero are allowed");
        }

        if (record.Batch is null || record.Batch.Sequence == 0)
        {
            throw Bad("it has no batch with a sequence number of at least 1");
        }

        if (record.ReceivedAtUs < SampleRules.EarliestInstantUs)
        {
            throw Bad($"received_at_us {record.ReceivedAtUs} lies before the year 2000");
        }

        ProducerLane lane = new(record.Agent, epoch, record.Lane);
        if (lane.PartitionOf(partitionCount) is var owner && owner != partition)
        {
            throw Bad($"lane {lane} belongs to partition {owner} of {partitionCount}, not to {partition}");
        }

        return new DecodedRecord(entry.Position, lane, record);

        UndecodableRecordException Bad(string reason, Exception? cause = null) => new(entry.Position, index, reason, cause);
    }
}
