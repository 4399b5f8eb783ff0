using Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Rules;

/// <summary>Stored form of <see cref="CaseTerms"/>.</summary>
/// <param name="Levels">The severity table, gravest first.</param>
/// <param name="SeverityChange">What a change of severity does to deadlines.</param>
/// <param name="TimeBasis">Time that the clocks count.</param>
internal sealed record TermsData(IReadOnlyList<CaseLevel> Levels, SeverityChangePolicy SeverityChange, CaseTimeBasis TimeBasis)
{
    /// <summary>The stored form of terms.</summary>
    public static TermsData Of(CaseTerms terms) => new(terms.Levels, terms.SeverityChange, terms.TimeBasis);

    /// <summary>The terms.</summary>
    public CaseTerms Make() => new(Levels, SeverityChange, TimeBasis);
}
