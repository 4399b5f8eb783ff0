using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a credit for every step of downtime.</summary>
internal sealed class RateReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly ParameterField<Ratio> PerStep = new("per_step", ValueRules.Percent, default, "Share of the basis for a step");
    private static readonly ParameterField<Ratio> Step = new("step", ValueRules.Percent, Ratio.One, "The step of downtime, above 0 %");

    private static readonly ParameterField<CreditSteps> Steps = new(
        "steps",
        ValueRules.OneOf(
            ("pro_rata", CreditSteps.ProRata), ("whole", CreditSteps.Whole), ("started", CreditSteps.Started), ("shortfall", CreditSteps.Shortfall)),
        CreditSteps.ProRata,
        "What parts of a step earn: their part, nothing, a whole step, or a rate on what is missing to the target");

    /// <summary>Its form.</summary>
    /// <param name="common">Fields of every schedule.</param>
    public static Form Form(Field[] common) => new(
        "credit_rate",
        "A share of the basis for every step of downtime",
        [new ValueField<string>("schedule", ValueRules.OneOf(("rate", "rate")), "rate", "The kind of schedule"), .. common, PerStep, Step, Steps]);

    /// <summary>Reads it.</summary>
    public TermsUnder<CreditTerms> Read(MapReader map, ScheduleHead head)
    {
        Parameter<Ratio> share = parameters.Read(map, PerStep);
        Parameter<Ratio> step = parameters.Read(map, Step);
        Parameter<CreditSteps> steps = parameters.Read(map, Steps);
        if (map[Step.Name] is { } node && step.Otherwise.Values.Append(step.Value).Contains(Ratio.Zero))
        {
            errors.Add(node, map.PathOf(Step.Name), "a step must be above 0 %");
        }

        return readings => new RateCreditTerms(share.Under(readings), step.Under(readings), steps.Under(readings))
        {
            Basis = head.Basis(readings),
            Clause = share.Clause,
            Cap = head.Cap(readings),
            Minimum = head.Minimum(readings),
        };
    }
}
