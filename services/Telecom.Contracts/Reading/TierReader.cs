using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a table of credits by availability.</summary>
internal sealed class TierReader(ParameterReader parameters)
{
    private static readonly ParameterField<IReadOnlyList<CreditTier>> Tiers = new(
        "tiers", new TierTableRule(), [], "Rows of the table: from (inclusive) and to (exclusive) of availability, and the credit; [] when the text leaves the table empty");

    /// <summary>Its form.</summary>
    /// <param name="common">Fields of every schedule.</param>
    public static Form Form(Field[] common) => new(
        "credit_tiers",
        "A table of credits by the availability reached",
        [new ValueField<string>("schedule", ValueRules.OneOf(("tiers", "tiers")), "tiers", "The kind of schedule"), .. common, Tiers]);

    /// <summary>Reads it.</summary>
    public TermsUnder<CreditTerms> Read(MapReader map, ScheduleHead head)
    {
        Parameter<IReadOnlyList<CreditTier>> tiers = parameters.Read(map, Tiers);
        return readings => new TierCreditTerms(tiers.Under(readings) is { Count: > 0 } rows ? rows : null)
        {
            Basis = head.Basis(readings),
            Clause = tiers.Clause,
            Cap = head.Cap(readings),
            Minimum = head.Minimum(readings),
        };
    }
}
