using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Reads what an agreement says beside figures: conditions on the account, commitments, obligations, rights and ways to settle.</summary>
internal sealed class AccountReader(ParameterReader parameters)
{
    private static readonly ValueField<string> GateId = new("id", ValueRules.EvidenceName, "", "Name of the condition in evidence");
    private static readonly ValueField<string> Reason = new("reason", ValueRules.Code, "", "Code of a claim that it refuses");

    private static readonly ParameterField<GateTest> Test = new(
        "test",
        ValueRules.OneOf(("scope", GateTest.Scope), ("at_issue", GateTest.AtIssue), ("during_downtime", GateTest.DuringDowntime)),
        GateTest.AtIssue,
        "When the condition must hold");

    private static readonly ValueField<string> Kind = new("kind", ValueRules.Code, "", "Code of the commitment");
    private static readonly ValueField<string> Cause = new("cause", ValueRules.Code, "", "Cause that breaks it");
    private static readonly ParameterField<bool> Remedy = new("remedy", TermRules.YesNo, false, "Whether the text attaches a remedy");

    private static readonly ValueField<string> ObligationId = new("id", ValueRules.Code, "", "Code of the obligation");
    private static readonly ValueField<string> Text = new("text", ValueRules.Text, "", "What is owed");

    private static readonly ValueField<string> RightName = new("name", ValueRules.Code, "", "Name of the right");

    private static readonly ParameterField<Ratio> Share = new(
        "share_of_annual_charges", ValueRules.Percent, default, "Credits of a year over its charges from which the right is open, inclusive");

    private static readonly ValueField<SettlementForm> FormOf = new(
        "form",
        ValueRules.OneOf(
            ("credit", SettlementForm.Credit), ("waiver", SettlementForm.Waiver), ("offset", SettlementForm.Offset), ("card", SettlementForm.Card),
            ("discretionary", SettlementForm.Discretionary)),
        SettlementForm.Credit,
        "Form in which a credit may be settled");

    private static readonly Form Gate = new("gate", "A condition on the customer's account without which there is no credit", GateId, Reason, Test);
    private static readonly Form Commitment = new("commitment", "A promise that is kept or broken, without a figure", Kind, Cause, Remedy);

    private static readonly Form Obligation = new(
        "obligation", "Something that the provider owes on a claim without a figure", ObligationId, Text, ParameterForm.Clause, ParameterForm.Quote);

    private static readonly Form Right = new("right", "A right that a year's credits open", RightName, Share);
    private static readonly Form Settlement = new("settlement", "A form in which a credit may be settled", FormOf, ParameterForm.Clause, ParameterForm.Quote);

    /// <summary>Conditions on the account.</summary>
    public static ListField Gates { get; } = new("gates", Gate, "Conditions on the account, in the order in which they are examined", Required: false);

    /// <summary>Promises without a figure.</summary>
    public static ListField Commitments { get; } = new("commitments", Commitment, "Promises that are kept or broken", Required: false);

    /// <summary>Obligations without a figure.</summary>
    public static ListField Obligations { get; } = new("obligations", Obligation, "What the provider owes on a claim without a figure", Required: false);

    /// <summary>Rights.</summary>
    public static ListField Rights { get; } = new("rights", Right, "Rights that a year's credits open", Required: false);

    /// <summary>Ways to settle.</summary>
    public static ListField Settlements { get; } = new("settlements", Settlement, "Forms in which a credit may be settled", Required: false);

    /// <summary>Reads the conditions.</summary>
    public TermsUnder<IReadOnlyList<GateTerms>> ReadGates(MapReader version) => ReadList<GateTerms>(version, Gates, Gate, GateId, (map, id) =>
    {
        string reason = map.Value(Reason);
        Parameter<GateTest> test = parameters.Read(map, Test);
        return readings => new GateTerms(id, reason, test.Under(readings), test.Clause);
    });

    /// <summary>Reads the commitments.</summary>
    public TermsUnder<IReadOnlyList<CommitmentTerms>> ReadCommitments(MapReader version) => ReadList<CommitmentTerms>(version, Commitments, Commitment, Kind, (map, kind) =>
    {
        string cause = map.Value(Cause);
        Parameter<bool> remedy = parameters.Read(map, Remedy);
        return readings => new CommitmentTerms(kind, cause, remedy.Under(readings), remedy.Clause);
    });

    /// <summary>Reads the obligations.</summary>
    public TermsUnder<IReadOnlyList<ObligationTerms>> ReadObligations(MapReader version) => ReadList<ObligationTerms>(version, Obligations, Obligation, ObligationId, (map, id) =>
    {
        _ = map.Value(ParameterForm.Quote);
        ObligationTerms obligation = new(id, map.Value(Text), parameters.ReadClause(map));
        return _ => obligation;
    });

    /// <summary>Reads the rights.</summary>
    public TermsUnder<IReadOnlyList<RightTerms>> ReadRights(MapReader version) => ReadList<RightTerms>(version, Rights, Right, RightName, (map, name) =>
    {
        Parameter<Ratio> share = parameters.Read(map, Share);
        return readings => new RightTerms(name, share.Under(readings), share.Clause);
    });

    /// <summary>Reads the ways to settle.</summary>
    public IReadOnlyDictionary<SettlementForm, string> ReadSettlements(MapReader version)
    {
        Dictionary<SettlementForm, string> settlements = [];
        List<string> forms = [];
        foreach (MapReader map in version.Open(Settlements, Settlement))
        {
            string form = YamlText.Of(map[FormOf.Name]);
            map.RefuseSecond(FormOf.Name, forms, form);
            forms.Add(form);
            _ = map.Value(ParameterForm.Quote);
            settlements[map.Value(FormOf)] = parameters.ReadClause(map);
        }

        return settlements;
    }

    private static TermsUnder<IReadOnlyList<T>> ReadList<T>(MapReader version, ListField list, Form form, ValueField<string> key, Func<MapReader, string, TermsUnder<T>> read)
    {
        List<TermsUnder<T>> items = [];
        List<string> keys = [];
        foreach (MapReader map in version.Open(list, form))
        {
            string id = map.Value(key);
            map.RefuseSecond(key.Name, keys, id);
            keys.Add(id);
            items.Add(read(map, id));
        }

        return readings => [.. items.Select(item => item(readings))];
    }
}
