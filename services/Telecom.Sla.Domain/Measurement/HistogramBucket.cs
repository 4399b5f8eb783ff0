namespace Telecom.Sla.Domain.Measurement;

/// <summary>A used bucket of a <see cref="LogHistogram"/>.</summary>
/// <param name="Index">Its index at the histogram's scale; the bucket holds (base^index, base^(index + 1)].</param>
/// <param name="Count">Samples in it, at least 1.</param>
public readonly record struct HistogramBucket(int Index, long Count);
