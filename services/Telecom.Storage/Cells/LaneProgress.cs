using Telecom.Sla.Domain.Names;

namespace Telecom.Storage.Cells;

/// <summary>How far a producer lane has been folded.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="FoldedSequence">Last sequence number whose samples are in the cells.</param>
/// <param name="FoldedSamples">Samples folded since the lane began.</param>
/// <param name="TooLateSamples">Samples that came later than minute retention and were not folded.</param>
public readonly record struct LaneProgress(ProducerLane Lane, ulong FoldedSequence, ulong FoldedSamples, ulong TooLateSamples);
