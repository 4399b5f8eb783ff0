using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;

namespace Telecom.Contracts.Reading;

/// <summary>Reads how much is owed for a missed promise: what all schedules have, and the schedule itself.</summary>
internal sealed class CreditReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly ParameterField<CreditBasis> Basis = new(
        "basis",
        ValueRules.OneOf(("creditable", CreditBasis.Creditable), ("affected_creditable", CreditBasis.AffectedCreditable), ("invoice", CreditBasis.Invoice)),
        CreditBasis.Creditable,
        "The amount that the credit is a percentage of");

    private static readonly ParameterField<CapChoice?> Cap = new("cap", TermRules.Cap, null, "The most that is owed for a period; default none", Required: false);
    private static readonly ParameterField<decimal> Minimum = new("minimum", TermRules.Amount, 0, "A credit is issued only above this amount", Required: false);

    private static readonly ParameterField<bool> MinimumOn = new(
        "minimum_on", ValueRules.OneOf(("rounded", true), ("unrounded", false)), true, "Which amount is tested against the minimum; default rounded", Required: false);

    private static readonly Field[] Common = [Basis, Cap, Minimum, MinimumOn];

    /// <summary>Its form.</summary>
    public static FormChoice Form { get; } = new(
        "credit",
        "How much is owed for a missed promise",
        "schedule",
        ("tiers", TierReader.Form(Common)),
        ("rate", RateReader.Form(Common)),
        ("days", DayReader.Form(Common)),
        ("instalments", InstalmentReader.Form(Common)));

    /// <summary>Reads it.</summary>
    /// <param name="node">The credit.</param>
    /// <param name="path">Its path.</param>
    /// <param name="hasCurrency">Whether the version names a currency.</param>
    public TermsUnder<CreditTerms> Read(YamlNode node, string path, bool hasCurrency)
    {
        (string schedule, MapReader map) = Form.Open(node, path, errors);
        Parameter<CreditBasis> basis = parameters.Read(map, Basis);
        Parameter<CapChoice?> cap = parameters.Read(map, Cap);
        Parameter<decimal>? minimum = parameters.Optional(map, Minimum);
        Parameter<bool>? minimumOn = parameters.Optional(map, MinimumOn);
        if (minimumOn is not null && minimum is null)
        {
            map.Refuse(MinimumOn.Name, "there is no minimum that it could be about");
        }

        if (minimum is not null && !hasCurrency)
        {
            map.Refuse(Minimum.Name, "an amount needs a currency; the version names none");
        }

        ScheduleHead head = new(
            basis.Under,
            readings => cap.Under(readings) is { } most ? new CapTerms(most.Share, most.DaysOfMonth, cap.Clause) : null,
            readings => minimum is null ? null : new MinimumTerms(minimum.Under(readings), minimumOn?.Under(readings) ?? true, minimum.Clause));
        return schedule switch
        {
            "rate" => new RateReader(parameters, errors).Read(map, head),
            "days" => new DayReader(parameters).Read(map, head),
            "instalments" => new InstalmentReader(parameters, errors).Read(map, head),
            _ => new TierReader(parameters).Read(map, head),
        };
    }
}
