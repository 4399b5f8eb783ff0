using Telecom.Benchmarks.Scenarios;

namespace Telecom.Benchmarks;

/// <summary>A statement with a refund in parts, over 50 groups of events.</summary>
public class InstalmentStatement() : StatementBenchmark(Shape.Instalments);
