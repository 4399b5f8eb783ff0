using Telecom.Support.V1;

namespace Telecom.Support.Tests.Reports;

/// <summary>Steps with texts that do not matter.</summary>
internal static class Steps
{
    public static CaseChange Acknowledge { get; } = new() { Acknowledge = new Acknowledge() };

    public static CaseChange Respond { get; } = new() { Respond = new Respond { Message = "We found the cause." } };

    public static CaseChange Wait { get; } = new() { Wait = new Wait { WaitingOn = WaitingOn.Customer, Question = "Since when?" } };

    public static CaseChange Resume { get; } = new() { Resume = new Resume() };

    public static CaseChange Accept { get; } = new() { Accept = new Accept() };

    public static CaseChange Decline { get; } = new() { Decline = new Decline { Reason = "Not in our plans." } };

    public static CaseChange Resolve { get; } = new() { Resolve = new Resolve { Resolution = "A cable." } };

    public static CaseChange Reopen { get; } = new() { Reopen = new Reopen { Reason = "It is back." } };

    public static CaseChange Close { get; } = new() { Close = new Close() };

    public static CaseChange Cancel { get; } = new() { Cancel = new Cancel { Reason = "It was our own fault." } };

    public static CaseChange DuplicateOf(string master) => new() { Duplicate = new Duplicate { Master = master } };

    public static CaseChange Severity(string severity, string cause = "") =>
        new() { ChangeSeverity = new ChangeSeverity { Severity = severity, Cause = cause, Reason = "Worse than it seemed." } };

    public static CaseChange AgreeUntil(long us) => new() { Agree = new Agree { UntilUs = us, Reason = "By telephone." } };
}
