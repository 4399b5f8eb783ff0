using BenchmarkDotNet.Attributes;
using Telecom.Benchmarks.Scenarios;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Benchmarks;

/// <summary>How the cost of a statement grows with its outages: it must not grow faster than they do.</summary>
[MemoryDiagnoser]
public class Growth
{
    private Agreement _agreement = null!;
    private RatingFacts _facts = null!;

    /// <summary>Shape of the credit.</summary>
    [Params(Shape.Tiers, Shape.CreditDays, Shape.Instalments)]
    public Shape Shape { get; set; }

    /// <summary>Outages of the month; events as many.</summary>
    [Params(50, 500, 5_000)]
    public int Outages { get; set; }

    /// <summary>Makes terms and facts.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _agreement = Promises.Of(Shape, withReadings: false);
        _facts = CircuitMonth.Facts(Outages);
    }

    /// <summary>Rates.</summary>
    [Benchmark]
    public Statement Rate() => StatementRater.Rate(_agreement, _facts);
}
