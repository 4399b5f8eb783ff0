using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>A step with where and by whom it may be taken.</summary>
/// <param name="Step">The step.</param>
/// <param name="From">States in which it is legal.</param>
/// <param name="Sides">Sides that may take it.</param>
internal sealed record CaseTransition(CaseStep Step, IReadOnlyList<CaseState> From, IReadOnlyList<CaseSide> Sides);
