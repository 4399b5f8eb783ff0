using Telecom.Benchmarks.Scenarios;

namespace Telecom.Benchmarks;

/// <summary>A statement with a table of credits.</summary>
public class TierStatement() : StatementBenchmark(Shape.Tiers);
