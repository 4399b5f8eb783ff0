using Telecom.Benchmarks.Scenarios;

namespace Telecom.Benchmarks;

/// <summary>A statement with the subscription's own table, and a cap.</summary>
public class CappedTableStatement() : StatementBenchmark(Shape.CappedTable);
