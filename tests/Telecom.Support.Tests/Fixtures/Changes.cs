using Telecom.Support.V1;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>Steps with texts that do not matter.</summary>
internal static class Changes
{
    public static readonly string Hash = new('a', 64);

    public static CaseChange Acknowledge() => new() { Acknowledge = new Acknowledge { Message = "Seen." } };

    public static CaseChange Respond() => new() { Respond = new Respond { Message = "A fibre is cut." } };

    public static CaseChange Wait(WaitingOn on = WaitingOn.Customer) => new() { Wait = new Wait { WaitingOn = on, Question = "Which port?" } };

    public static CaseChange Resume() => new() { Resume = new Resume { Answer = "Port 4." } };

    public static CaseChange Severity(string severity, string cause = "") =>
        new() { ChangeSeverity = new ChangeSeverity { Severity = severity, Cause = cause, Reason = "More lines are down." } };

    public static CaseChange Agree(long untilUs) => new() { Agree = new Agree { UntilUs = untilUs, Reason = "Agreed with Ada by telephone." } };

    public static CaseChange Accept() => new() { Accept = new Accept { Reason = "It fits the plans." } };

    public static CaseChange Decline() => new() { Decline = new Decline { Reason = "It does not fit the plans." } };

    public static CaseChange Escalate() => new() { Escalate = new Escalate { Reason = "It takes too long." } };

    public static CaseChange Workaround() => new() { Workaround = new Workaround { Text = "Use the other line." } };

    public static CaseChange Resolve() => new() { Resolve = new Resolve { Resolution = "The fibre is spliced." } };

    public static CaseChange Reopen() => new() { Reopen = new Reopen { Reason = "It is down again." } };

    public static CaseChange Close() => new() { Close = new Close { Reason = "Thank you." } };

    public static CaseChange Cancel() => new() { Cancel = new Cancel { Reason = "It was a drill." } };

    public static CaseChange Duplicate(string master) => new() { Duplicate = new Duplicate { Master = master } };

    public static CaseChange Note(string text = "A note.", Visibility visibility = Visibility.Unspecified) => new() { Note = new Note { Text = text, Visibility = visibility } };

    public static CaseChange Attach(string fileName = "trace.csv", Visibility visibility = Visibility.Unspecified) => new()
    {
        Attach = new Attach
        {
            Attachment = new Attachment { Sha256 = Hash, FileName = fileName, MediaType = "text/csv", SizeBytes = 42 },
            Visibility = visibility,
        },
    };

    public static CaseChange Link(string target = "customers/acme/outages/o1") => new() { Link = new Link { Target = target } };
}
