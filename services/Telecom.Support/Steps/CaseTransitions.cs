using System.Collections.Frozen;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Which step is legal in which state, and on which side. docs/support.md shows it; a test compares both.</summary>
internal static class CaseTransitions
{
    private static readonly CaseState[] s_working = [CaseState.Open, CaseState.InProgress, CaseState.Pending, CaseState.Held];
    private static readonly CaseState[] s_all = [.. Enum.GetValues<CaseState>().Where(state => state != CaseState.Unspecified)];
    private static readonly CaseSide[] s_staff = [CaseSide.Staff, CaseSide.System];
    private static readonly CaseSide[] s_both = [CaseSide.Customer, CaseSide.Staff, CaseSide.System];

    /// <summary>Every step, in the order of a case's life, with its states and sides.</summary>
    public static IReadOnlyList<CaseTransition> All { get; } =
    [
        new(CaseStep.Acknowledged, s_working, s_staff),
        new(CaseStep.Responded, s_working, s_staff),
        new(CaseStep.Waiting, [CaseState.Open, CaseState.InProgress], s_staff),
        new(CaseStep.Resumed, [CaseState.Pending, CaseState.Held], s_both),
        new(CaseStep.SeverityChanged, s_working, s_staff),
        new(CaseStep.Agreed, s_working, s_staff),
        new(CaseStep.Accepted, s_working, s_staff),
        new(CaseStep.Declined, s_working, s_staff),
        new(CaseStep.Escalated, s_working, s_both),
        new(CaseStep.Workaround, s_working, s_staff),
        new(CaseStep.Resolved, s_working, s_staff),
        new(CaseStep.Reopened, [CaseState.Resolved], s_both),
        new(CaseStep.Closed, [CaseState.Resolved], s_both),
        new(CaseStep.Cancelled, s_working, s_both),
        new(CaseStep.Duplicate, s_working, s_staff),
        new(CaseStep.Noted, s_all, s_both),
        new(CaseStep.Attached, s_all, s_both),
        new(CaseStep.Linked, s_all, s_both),
        new(CaseStep.Updated, s_working, s_both),
        new(CaseStep.RulesChanged, s_working, s_staff),
    ];

    private static readonly FrozenDictionary<CaseStep, CaseTransition> s_byStep = All.ToFrozenDictionary(transition => transition.Step);

    /// <summary>Where a step is legal.</summary>
    public static CaseTransition Of(CaseStep step) => s_byStep[step];

    /// <summary>The steps that are legal in a state on a side, by name.</summary>
    public static IEnumerable<string> Legal(CaseState state, CaseSide side) =>
        All.Where(transition => transition.From.Contains(state) && transition.Sides.Contains(side)).Select(transition => StepNames.Of(transition.Step));
}
