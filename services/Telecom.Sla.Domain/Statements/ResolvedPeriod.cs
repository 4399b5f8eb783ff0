using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>A period placed in its zone, and the version of the contract that rates it.</summary>
/// <param name="Span">What it is.</param>
/// <param name="Range">Its range: the whole period, or the part of it that the version covers.</param>
/// <param name="Whole">The whole period, which charges belong to.</param>
/// <param name="Version">The version.</param>
internal sealed record ResolvedPeriod(PeriodSpan Span, TimeRange Range, TimeRange Whole, AgreementVersion Version)
{
    /// <summary>Share of the whole period that the range is: charges are split by time.</summary>
    public Ratio Part => Range == Whole ? Ratio.One : new Ratio(Range.Length, Whole.Length);
}
