using Telecom.Benchmarks.Scenarios;

namespace Telecom.Benchmarks;

/// <summary>A statement with credit days.</summary>
public class CreditDayStatement() : StatementBenchmark(Shape.CreditDays);
