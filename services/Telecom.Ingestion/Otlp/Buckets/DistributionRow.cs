using Telecom.Common.V1;
using Telecom.Sla.Domain.Measurement;

namespace Telecom.Ingestion.Otlp.Buckets;

/// <summary>A row of the table of distributions, see sample_batch.proto: nanoseconds or bits per second in the buckets of <see cref="LogBuckets"/>.</summary>
/// <param name="Metric">Latency or throughput.</param>
/// <param name="Zeros">Values that are 0.</param>
/// <param name="Sum">Sum of the values.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Offset">Index of the first bucket.</param>
/// <param name="Counts">Counts of consecutive buckets.</param>
/// <param name="SourceErrorPpm">How far a value may lie from where it is counted because of the sender's buckets, parts per million of it.</param>
internal sealed record DistributionRow(Metric Metric, ulong Zeros, ulong Sum, ulong Min, ulong Max, int Offset, ulong[] Counts, uint SourceErrorPpm);
