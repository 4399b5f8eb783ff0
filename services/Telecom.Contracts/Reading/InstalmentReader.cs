using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a refund in instalments.</summary>
internal sealed class InstalmentReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly ParameterField<IReadOnlyList<Ratio>> Instalments = new(
        "instalments",
        new ListRule<Ratio>(ValueRules.Percent, default, Distinct: false, Least: 1),
        [],
        "Share of the base on each of the following invoices, the first on the next month's");

    private static readonly ParameterField<InstalmentBase> Base = new(
        "base",
        ValueRules.OneOf(("missed_month", InstalmentBase.MissedMonth), ("own_invoice", InstalmentBase.OwnInvoice)),
        InstalmentBase.MissedMonth,
        "The invoice that an instalment is a share of");

    private static readonly ParameterField<InstalmentTrigger> Trigger = new(
        "trigger",
        ValueRules.OneOf(("missed_objective", InstalmentTrigger.MissedObjective), ("any_late_event", InstalmentTrigger.AnyLateEvent)),
        InstalmentTrigger.MissedObjective,
        "What opens the refund");

    /// <summary>Its form.</summary>
    /// <param name="common">Fields of every schedule.</param>
    public static Form Form(Field[] common) => new(
        "credit_instalments",
        "A refund in parts on the invoices of the following months",
        [new ValueField<string>("schedule", ValueRules.OneOf(("instalments", "instalments")), "instalments", "The kind of schedule"), .. common, Instalments, Base, Trigger]);

    /// <summary>Reads it.</summary>
    public TermsUnder<CreditTerms> Read(MapReader map, ScheduleHead head)
    {
        Parameter<IReadOnlyList<Ratio>> instalments = parameters.Read(map, Instalments);
        Parameter<InstalmentBase> of = parameters.Read(map, Base);
        Parameter<InstalmentTrigger> trigger = parameters.Read(map, Trigger);
        if (map[Instalments.Name] is { } node
            && instalments.Otherwise.Values.Append(instalments.Value).Any(parts => parts.Aggregate(Ratio.Zero, (sum, part) => sum + part) > Ratio.One))
        {
            errors.Add(node, map.PathOf(Instalments.Name), "the instalments come to more than 100 %");
        }

        return readings => new InstalmentCreditTerms(instalments.Under(readings), of.Under(readings), trigger.Under(readings))
        {
            Basis = head.Basis(readings),
            Clause = instalments.Clause,
            Cap = head.Cap(readings),
            Minimum = head.Minimum(readings),
        };
    }
}
