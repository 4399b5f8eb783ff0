using System.Text;
using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Samples;
using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>Reads the heads of the records of one partition.</summary>
/// <param name="partition">The partition that the records were read from.</param>
/// <param name="partitionCount">Number of partitions of the log.</param>
internal sealed class RecordDecoder(int partition, int partitionCount)
{
    /// <summary>Lanes whose head was checked and is remembered; above it all are forgotten.</summary>
    private const int MaxLanes = 4096;

    private readonly Dictionary<(UInt128 Epoch, uint Lane), (byte[] Agent, ProducerLane Lane)> _lanes = [];

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
        if (LogRecordView.TryRead(entry.Record.Span, out LogRecordView view))
        {
            return Decode(entry, index, null, view.AgentAscii, view.SpoolEpoch, view.Lane, view.HasBatch ? view.Batch.Sequence : 0, view.ReceivedAtUs);
        }

        LogRecord record;
        try
        {
            record = LogRecord.Parser.ParseFrom(entry.Record.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new UndecodableRecordException(entry.Position, index, $"it is not a LogRecord ({exception.Message})", exception);
        }

        return Decode(
            entry, index, record, Encoding.UTF8.GetBytes(record.Agent), record.SpoolEpoch.Span, record.Lane, record.Batch?.Sequence ?? 0, record.ReceivedAtUs);
    }

    private DecodedRecord Decode(
        LogEntry entry, int index, LogRecord? parsed, ReadOnlySpan<byte> agent, ReadOnlySpan<byte> spoolEpoch, uint lane, ulong sequence, long receivedAtUs)
    {
        if (!SpoolEpoch.TryRead(spoolEpoch, out SpoolEpoch epoch))
        {
            throw Bad(entry, index, $"spool_epoch has {spoolEpoch.Length} bytes or is all zero; {SpoolEpoch.Length} bytes that are not all zero are allowed");
        }

        if (sequence == 0)
        {
            throw Bad(entry, index, "it has no batch with a sequence number of at least 1");
        }

        if (receivedAtUs < SampleRules.EarliestInstantUs)
        {
            throw Bad(entry, index, $"received_at_us {receivedAtUs} lies before the year 2000");
        }

        return new DecodedRecord(entry.Position, LaneOf(entry, index, agent, epoch, lane), sequence, receivedAtUs, entry.Record, parsed);
    }

    private ProducerLane LaneOf(LogEntry entry, int index, ReadOnlySpan<byte> agent, SpoolEpoch epoch, uint number)
    {
        if (_lanes.TryGetValue((epoch.Value, number), out (byte[] Agent, ProducerLane Lane) known) && agent.SequenceEqual(known.Agent))
        {
            return known.Lane;
        }

        string name = Encoding.UTF8.GetString(agent);
        if (!ResourceName.TryParse(name, "agents", out _))
        {
            throw Bad(entry, index, $"agent \"{name}\" is not of the form \"customers/{{customer}}/agents/{{agent}}\"");
        }

        ProducerLane lane = new(name, epoch, number);
        if (lane.PartitionOf(partitionCount) is var owner && owner != partition)
        {
            throw Bad(entry, index, $"lane {lane} belongs to partition {owner} of {partitionCount}, not to {partition}");
        }

        if (_lanes.Count >= MaxLanes)
        {
            _lanes.Clear();
        }

        _lanes[(epoch.Value, number)] = (agent.ToArray(), lane);
        return lane;
    }

    private static UndecodableRecordException Bad(LogEntry entry, int index, string reason) => new(entry.Position, index, reason);
}
