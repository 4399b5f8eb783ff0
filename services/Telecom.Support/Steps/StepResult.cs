using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>What a step led to.</summary>
/// <param name="Record">The case after it.</param>
/// <param name="Rules">Its rules; null: they cannot be found now.</param>
/// <param name="Effects">What it did to the clocks; empty for a repeated request.</param>
internal sealed record StepResult(CaseRecord Record, CaseRuleSet? Rules, IReadOnlyList<ClockEffect> Effects);
