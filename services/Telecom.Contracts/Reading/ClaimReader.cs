using System.Text;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Claims;

namespace Telecom.Contracts.Reading;

/// <summary>Reads what a customer must do to get a credit.</summary>
internal sealed class ClaimReader(ParameterReader parameters)
{
    private static readonly ParameterField<WindowLength> Within = new("within", TermRules.Within, new WindowLength(1, ClaimUnit.Days), "Length of the window");

    private static readonly ParameterField<ClaimAnchor> Anchor = new(
        "anchor",
        ValueRules.OneOf(
            ("outage_end", ClaimAnchor.OutageEnd), ("outage_start", ClaimAnchor.OutageStart), ("issue", ClaimAnchor.Issue), ("period_close", ClaimAnchor.PeriodClose)),
        ClaimAnchor.OutageEnd,
        "The event that the window runs from");

    private static readonly Form Window = new("claim_window", "A time in which a step must be taken", Within, Anchor);

    private static readonly ValueField<string> FieldName = new("field", ValueRules.EvidenceName, "", "Name of the element in evidence");
    private static readonly ValueField<string> MustContain = new("must_contain", ValueRules.Title, "", "Words that it must contain, in any case of letters", Required: false);
    private static readonly ValueField<string> Reason = new("reason", ValueRules.Code, "", "Code of a claim without it; default missing_ and the field", Required: false);
    private static readonly Form Content = new("claim_content", "Something that a claim must hold", FieldName, MustContain, Reason, ParameterForm.Clause, ParameterForm.Quote);

    private static readonly FormField Ticket = new("ticket", Window, "First step: a support ticket", Required: false);
    private static readonly FormField Claim = new("claim", Window, "The claim itself");

    private static readonly ParameterField<ClaimScope> Scope = new(
        "scope", ValueRules.OneOf(("period", ClaimScope.Period), ("incident", ClaimScope.Incident)), ClaimScope.Period, "What one timely claim opens");

    private static readonly ListField Contents = new("contents", Content, "What the claim must hold, in the order in which it is examined", Required: false);

    private static readonly ParameterField<CreditMonthRule> CreditMonth = new(
        "credit_month",
        ValueRules.OneOf(
            ("month_after_receipt", CreditMonthRule.MonthAfterReceipt), ("incident_month", CreditMonthRule.IncidentMonth),
            ("month_after_incident", CreditMonthRule.MonthAfterIncident)),
        CreditMonthRule.MonthAfterReceipt,
        "On which month the credit appears");

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("claims", "What a customer must do to get a credit", Ticket, Claim, Scope, Contents, CreditMonth);

    /// <summary>Reads it.</summary>
    public TermsUnder<ClaimTerms> Read(MapReader map)
    {
        TermsUnder<ClaimWindow>? ticket = map.Open(Ticket, Window) is { } first ? ReadWindow(first) : null;
        TermsUnder<ClaimWindow> claim = map.Open(Claim, Window) is { } window
            ? ReadWindow(window)
            : _ => new ClaimWindow(1, ClaimUnit.Days, Anchor.Fallback, "");
        Parameter<ClaimScope> scope = parameters.Read(map, Scope);
        List<RequiredContent> contents = ReadContents(map);
        Parameter<CreditMonthRule> month = parameters.Read(map, CreditMonth);
        return readings =>
        {
            ClaimWindow step = claim(readings);
            return new ClaimTerms(ticket?.Invoke(readings), step, scope.Under(readings), contents, month.Under(readings), step.Clause);
        };
    }

    private TermsUnder<ClaimWindow> ReadWindow(MapReader map)
    {
        Parameter<WindowLength> within = parameters.Read(map, Within);
        Parameter<ClaimAnchor> anchor = parameters.Read(map, Anchor);
        return readings => new ClaimWindow(within.Under(readings).Amount, within.Under(readings).Unit, anchor.Under(readings), within.Clause);
    }

    private List<RequiredContent> ReadContents(MapReader claims)
    {
        List<RequiredContent> contents = [];
        foreach (MapReader map in claims.Open(Contents, Content))
        {
            string field = map.Value(FieldName);
            map.RefuseSecond(FieldName.Name, contents.Select(other => other.Field), field);
            _ = parameters.ReadClause(map);
            _ = map.Value(ParameterForm.Quote);
            contents.Add(new RequiredContent(field, map.Optional(MustContain), map.Optional(Reason) ?? "missing_" + SnakeCase(field)));
        }

        return contents;
    }

    private static string SnakeCase(string camelCase) => camelCase
        .Aggregate(new StringBuilder(), (text, c) => char.IsAsciiLetterUpper(c) ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(c))
        .ToString();
}
