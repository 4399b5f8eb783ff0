using BenchmarkDotNet.Attributes;
using Telecom.Benchmarks.Scenarios;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Benchmarks;

/// <summary>One statement of one circuit's month: 50 outages, 20 exclusions, working hours.</summary>
/// <param name="shape">Shape of the credit.</param>
[MemoryDiagnoser]
public abstract class StatementBenchmark(Shape shape)
{
    /// <summary>Outages of the month.</summary>
    public const int Outages = 50;

    private Agreement _agreement = null!;
    private RatingFacts _facts = null!;

    /// <summary>True when the statement shows the amounts under the other readings too.</summary>
    [Params(false, true)]
    public bool Readings { get; set; }

    /// <summary>Makes terms and facts, which the month's close has ready.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _agreement = Promises.Of(shape, Readings);
        _facts = CircuitMonth.Facts(Outages);
    }

    /// <summary>Rates.</summary>
    [Benchmark]
    public Statement Rate() => StatementRater.Rate(_agreement, _facts);
}
