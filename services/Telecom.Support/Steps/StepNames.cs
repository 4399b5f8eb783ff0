using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Names of steps and states as a caller of the API writes them.</summary>
internal static class StepNames
{
    /// <summary>Name of the step's field in CaseChange, for example "change_severity".</summary>
    public static string Of(CaseStep step) => step switch
    {
        CaseStep.Acknowledged => "acknowledge",
        CaseStep.Responded => "respond",
        CaseStep.Waiting => "wait",
        CaseStep.Resumed => "resume",
        CaseStep.SeverityChanged => "change_severity",
        CaseStep.Agreed => "agree",
        CaseStep.Accepted => "accept",
        CaseStep.Declined => "decline",
        CaseStep.Escalated => "escalate",
        CaseStep.Workaround => "workaround",
        CaseStep.Resolved => "resolve",
        CaseStep.Reopened => "reopen",
        CaseStep.Closed => "close",
        CaseStep.Cancelled => "cancel",
        CaseStep.Duplicate => "duplicate",
        CaseStep.Noted => "note",
        CaseStep.Attached => "attach",
        CaseStep.Linked => "link",
        CaseStep.Updated => "update",
        CaseStep.RulesChanged => "apply_rules",
        _ => "alarm",
    };

    /// <summary>Name of a state for people and metadata, for example "IN_PROGRESS".</summary>
    public static string Of(CaseState state) => state switch
    {
        CaseState.Open => "OPEN",
        CaseState.InProgress => "IN_PROGRESS",
        CaseState.Pending => "PENDING",
        CaseState.Held => "HELD",
        CaseState.Resolved => "RESOLVED",
        CaseState.Closed => "CLOSED",
        CaseState.Cancelled => "CANCELLED",
        CaseState.Rejected => "REJECTED",
        _ => "UNSPECIFIED",
    };
}
