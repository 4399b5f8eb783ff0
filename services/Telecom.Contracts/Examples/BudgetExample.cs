using Telecom.Contracts.Reading;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Examples;

/// <summary>How much downtime a plan allows in a month.</summary>
internal sealed class BudgetExample : IExample
{
    private readonly ExampleContext _context;
    private readonly ContractPlan? _plan;
    private readonly string _month;
    private readonly Expectation<long>? _budget;

    /// <summary>Reads an example.</summary>
    public BudgetExample(YamlNode node, string path, ExampleContext context, ErrorList errors)
    {
        MapReader map = new(node, path, errors, "plan", "month", "expect");
        _context = context;
        _plan = context.ReadPlan(map, errors);
        _month = map.Value("month", ValueRules.Month, "1970-01");
        _budget = Expectation<long>.Read(map, "expect", ValueRules.Duration, 0, ExampleTexts.Duration);
    }

    /// <inheritdoc/>
    public void Run(ErrorList errors)
    {
        if (_plan is not null)
        {
            TimeRange period = MonthPeriods.Month(_month, _context.Zone);
            RatingScope scope = new(period, period.Start, period.Start);
            _budget?.Check(AvailabilityRater.Rate(_plan.Terms(), scope, []).Rating.BudgetUs, errors);
        }
    }
}
