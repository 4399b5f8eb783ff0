namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>A bucket of a sender's histogram, in the sender's unit: values above <paramref name="Low"/> up to <paramref name="High"/>.</summary>
/// <param name="Low">Lower bound, not in the bucket; 0 for the bucket with the smallest values.</param>
/// <param name="High">Upper bound, in the bucket; infinite for a last bucket without one.</param>
/// <param name="Count">Values in it.</param>
/// <param name="Index">Bucket of the cells' histogram that holds the whole of it; null when that is not known.</param>
internal readonly record struct SourceBucket(double Low, double High, ulong Count, int? Index = null);
