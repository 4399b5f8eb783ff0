using BenchmarkDotNet.Attributes;
using Telecom.Benchmarks.Scenarios;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Benchmarks;

/// <summary>The close of a month for all subscriptions in one process, one after the other, all shapes with their readings in turn.</summary>
[MemoryDiagnoser]
public class MonthClose
{
    /// <summary>How many subscriptions.</summary>
    public const int Subscriptions = 10_000;

    private Agreement[] _agreements = [];
    private RatingFacts[] _facts = [];

    /// <summary>Makes terms and facts.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _agreements = [.. Enum.GetValues<Shape>().Select(shape => Promises.Of(shape, withReadings: true))];
        _facts = [.. Enumerable.Range(0, Subscriptions).Select(number => CircuitMonth.Facts(StatementBenchmark.Outages, number))];
    }

    /// <summary>Rates all of them; the figure is for one statement.</summary>
    [Benchmark(OperationsPerInvoke = Subscriptions)]
    public decimal Rate()
    {
        decimal owed = 0;
        for (int i = 0; i < _facts.Length; i++)
        {
            owed += StatementRater.Rate(_agreements[i % _agreements.Length], _facts[i]).Periods[0].Credit?.Amount ?? 0;
        }

        return owed;
    }
}
