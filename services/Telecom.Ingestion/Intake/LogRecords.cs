using Google.Protobuf;
using Telecom.Ingestion.Checking;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Intake;

/// <summary>Writes what the log holds.</summary>
internal static class LogRecords
{
    /// <summary>The record of a batch's accepted samples; empty when there is none, then only the lane's position moves.</summary>
    public static ReadOnlyMemory<byte> Encode(ProducerLane lane, long receivedAtUs, SuspectReason suspect, CheckedBatch batch)
    {
        if (batch.StoredSamples == 0)
        {
            return default;
        }

        string prefix = LogRecordNames.CircuitPrefixOf(lane.Agent);
        LogRecord record = new()
        {
            Agent = lane.Agent,
            SpoolEpoch = UnsafeByteOperations.UnsafeWrap(lane.Epoch.ToBytes()),
            Lane = lane.Lane,
            ReceivedAtUs = receivedAtUs,
            Batch = batch.Accepted,
            Suspect = suspect,
            CircuitPrefix = prefix,
        };
        record.Circuits.AddRange(batch.Circuits.Select(
            circuit => new CircuitHandle { Handle = circuit.Handle, Circuit = circuit.Circuit[prefix.Length..] }));
        return record.ToByteArray();
    }
}
