namespace Telecom.Support.Cases;

/// <summary>What the reporter of a case states.</summary>
/// <param name="Subscription">Resource name of the subscription whose plan sets the deadlines.</param>
/// <param name="Severity">Severity level of that plan; empty where it has none.</param>
/// <param name="Title">One line, 1 to 200 characters.</param>
/// <param name="Description">Details, at most 10,000 characters.</param>
/// <param name="Circuit">Resource name of the affected circuit; may be empty.</param>
/// <param name="Cause">Cause that the severity table asks for; may be empty.</param>
/// <param name="Links">Resource names of what it is about, each in a line of its own; may be empty.</param>
/// <param name="ReportedAtUs">When staff say that it was reported, microseconds since the Unix epoch; 0: when it was recorded.</param>
internal sealed record CaseContent(
    string Subscription, string Severity, string Title, string Description, string Circuit, string Cause = "", string Links = "", long ReportedAtUs = 0)
{
    /// <summary>The links, in the order stated.</summary>
    public string[] LinkList() => Links.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
