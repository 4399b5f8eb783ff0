using Telecom.Ingestion.V1;

namespace Telecom.Agent.Spooling;

/// <summary>A batch read from the spool. It declares every handle that it uses.</summary>
/// <param name="Batch">The batch with its sequence number.</param>
/// <param name="SerializedLength">Bytes that it takes in the spool.</param>
internal readonly record struct SpooledBatch(SampleBatch Batch, int SerializedLength)
{
    /// <summary>Its sequence number.</summary>
    public ulong Sequence => Batch.Sequence;
}
