namespace Telecom.Support.Cases;

/// <summary>What the reporter of a case states.</summary>
/// <param name="Subscription">Resource name of the subscription whose plan sets the deadlines.</param>
/// <param name="Severity">Severity level of that plan.</param>
/// <param name="Title">One line, 1 to 200 characters.</param>
/// <param name="Description">Details, at most 10,000 characters.</param>
/// <param name="Circuit">Resource name of the affected circuit; may be empty.</param>
internal sealed record CaseContent(string Subscription, string Severity, string Title, string Description, string Circuit);
