using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Log;

/// <summary>How far a producer lane has come.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="DurableSequence">Last durable sequence number.</param>
/// <param name="StoredSamples">Samples stored since the lane began.</param>
/// <param name="RefusedSamples">Samples refused since the lane began.</param>
public readonly record struct ProducerPosition(ProducerLane Lane, ulong DurableSequence, ulong StoredSamples, ulong RefusedSamples);
