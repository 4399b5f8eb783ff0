using Telecom.Contracts.Forms;
using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>How much downtime a plan allows in a month.</summary>
internal sealed class BudgetExample : IExample
{
    private static readonly ValueField<long> Expect = new("expect", ValueRules.Duration, 0, "Downtime that the month allows");

    private readonly ExampleContext _context;
    private readonly ContractPlan? _plan;
    private readonly string _month;
    private readonly Expectation<long>? _budget;

    /// <summary>Reads an example.</summary>
    public BudgetExample(YamlNode node, string path, ExampleContext context, ErrorList errors)
    {
        MapReader map = new(node, path, errors, Form);
        _context = context;
        _plan = LivePlan.Read(map, context);
        _month = map.Value(ExampleContext.Month);
        _budget = Expectation<long>.Read(map, Expect, ExampleTexts.Duration);
    }

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("example_budget", "How much downtime a plan allows in a month", ExampleContext.Plan, ExampleContext.Month, Expect);

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan?.Terms() is { } terms)
        {
            TimeRange period = MonthPeriods.Month(_month, _context.Zone);
            RatingScope scope = new(period, period.Start, period.Start);
            _budget?.Check(AvailabilityRater.Rate(terms, scope, []).Rating.BudgetUs, errors);
        }
    }
}
