using Telecom.Contracts.Reading;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Lint.Documents;

/// <summary>What a check looks at: a version of a contract, with the document around it.</summary>
/// <param name="Contract">The document.</param>
/// <param name="Terms">The version.</param>
internal sealed record LintedVersion(DocumentSection Contract, DocumentSection Terms)
{
    /// <summary>The section about availability; null when nothing is promised about it.</summary>
    public DocumentSection? Availability => Terms.Open("availability");

    /// <summary>What is owed; null when nothing is.</summary>
    public DocumentSection? Credit => Terms.Open("credit");

    /// <summary>The windows in which a customer must act: the ticket and the claim, where there are any.</summary>
    public IEnumerable<DocumentSection> ClaimWindows => Terms.Open("claims") is { } claims
        ? new[] { claims.Open("ticket"), claims.Open("claim") }.OfType<DocumentSection>()
        : [];

    /// <summary>The availability targets: that of all plans, and those of single plans.</summary>
    public IReadOnlyList<ContractParameter> Targets =>
        [.. new[] { Availability?.Parameter("target") }.Concat(Terms.Items("plans").Select(plan => plan.Parameter("availability_target"))).OfType<ContractParameter>()];

    /// <summary>True when the text does not say which days are worked: the provider set weekend or holidays, or they are nowhere.</summary>
    public bool WorkdaysAreTheProviders =>
        Terms.Open("calendar") is not { } calendar || calendar.Parameter("weekend").IsTheProviders() || calendar.Parameter("holidays").IsTheProviders();

    /// <summary>The credit, when it has the schedule.</summary>
    /// <param name="schedule">Name of the schedule as documents write it.</param>
    public DocumentSection? CreditBy(string schedule) => Credit is { } credit && credit.Word("schedule") == schedule ? credit : null;

    /// <summary>The share of the basis that a period's credit is capped at; null when there is no cap, or one that is no share.</summary>
    public Ratio? CapShare => Cap?.Share;

    /// <summary>The cap; null when there is none.</summary>
    public CapChoice? Cap => Credit?.Parameter("cap") is { } cap && TermRules.Cap.Parse(cap.Value, out CapChoice? choice) ? choice : null;
}
