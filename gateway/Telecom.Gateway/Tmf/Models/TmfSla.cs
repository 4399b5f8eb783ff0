namespace Telecom.Gateway.Tmf.Models;

/// <summary>A service level agreement (TMF623): a customer's subscription to a plan.</summary>
/// <param name="Id">Customer and subscription.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Name">Title of the contract and the plan.</param>
/// <param name="Description">In a sentence.</param>
/// <param name="Version">Version of the contract document that its circuits are rated by; null without a circuit.</param>
/// <param name="ValidFor">From when it holds.</param>
/// <param name="Template">The contract.</param>
/// <param name="RelatedParty">Provider and consumer.</param>
/// <param name="Rule">What is promised; null without a circuit.</param>
internal sealed record TmfSla(
    string Id,
    string Href,
    string Name,
    string Description,
    string? Version,
    TmfPeriod ValidFor,
    TmfSlaTemplate Template,
    IReadOnlyList<TmfSlaParty> RelatedParty,
    IReadOnlyList<TmfSlaRule>? Rule);

/// <summary>What an agreement was made from.</summary>
/// <param name="Id">Id of the contract.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Name">Title of the contract.</param>
internal sealed record TmfSlaTemplate(string Id, string Href, string Name);

/// <summary>A party of an agreement.</summary>
/// <param name="Id">Id of a customer; null for the provider.</param>
/// <param name="Href">Where it is found; null for the provider.</param>
/// <param name="Role">"SLAProvider" or "SLAConsumer".</param>
/// <param name="Name">Name for people; null where it was not looked up.</param>
internal sealed record TmfSlaParty(string? Id, string? Href, string Role, string? Name);

/// <summary>A promise of an agreement.</summary>
/// <param name="Id">Metric and statistic; with the circuit where circuits differ.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Unit">Unit of the reference value.</param>
/// <param name="ReferenceValue">The limit.</param>
/// <param name="Operator">How a value compares to the limit when the promise is kept.</param>
internal sealed record TmfSlaRule(string Id, string Metric, string Unit, string ReferenceValue, string Operator);

/// <summary>A promise that was not kept (TMF623).</summary>
/// <param name="Id">Circuit, month and rule.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Date">Up to when it was rated.</param>
/// <param name="Sla">The agreement.</param>
/// <param name="RelatedParty">The consumer.</param>
/// <param name="Violation">What was measured.</param>
internal sealed record TmfSlaViolation(
    string Id, string Href, DateTime Date, TmfSlaRef Sla, IReadOnlyList<TmfSlaParty> RelatedParty, TmfViolation Violation);

/// <summary>The agreement or the rule that a violation is of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Href">Where it is found.</param>
/// <param name="Description">What it is.</param>
internal sealed record TmfSlaRef(string Id, string Href, string Description);

/// <summary>A violation's figures.</summary>
/// <param name="Rule">The promise.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="ReferenceValue">The limit.</param>
/// <param name="Operator">How a value compares to the limit when the promise is kept.</param>
/// <param name="ActualValue">What was measured; null: nothing.</param>
/// <param name="Comment">Of which circuit and period, and whether it is final.</param>
internal sealed record TmfViolation(TmfSlaRef Rule, string Unit, string ReferenceValue, string Operator, string? ActualValue, string Comment);
