using Telecom.Support.Cases;
using Telecom.Support.Rules;

namespace Telecom.Support.Steps;

/// <summary>A step to take.</summary>
/// <param name="Name">Resource name of the case.</param>
/// <param name="Step">The step.</param>
/// <param name="Data">Its content; instant and author are filled in.</param>
/// <param name="By">Who takes it; empty: the service itself.</param>
internal sealed record StepOrder(string Name, CaseStep Step, CaseStepData Data, string By)
{
    /// <summary>The etag that was read; empty: whatever happened since.</summary>
    public string Etag { get; init; } = "";

    /// <summary>The request; null: none, the step is new each time.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>True: shows what it would do, and writes nothing.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>The rules that hold after it; null: the same.</summary>
    public CaseRuleSet? RulesAfter { get; init; }
}
