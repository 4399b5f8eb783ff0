using Telecom.Benchmarks.Scenarios;

namespace Telecom.Benchmarks;

/// <summary>A statement with a rate of credit in four readings.</summary>
public class RateStatement() : StatementBenchmark(Shape.Rate);
