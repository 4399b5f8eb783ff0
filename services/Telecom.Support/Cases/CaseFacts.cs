namespace Telecom.Support.Cases;

/// <summary>What a case's events say, folded. Deadlines are not among it: they are computed when they are asked for.</summary>
/// <param name="Name">Resource name, "customers/{customer}/cases/{case}".</param>
/// <param name="Content">What was reported.</param>
/// <param name="ReportedAtUs">When it was reported, microseconds since the Unix epoch.</param>
/// <param name="ReportedBy">Who reported it.</param>
/// <param name="Version">Number of events.</param>
internal sealed record CaseFacts(string Name, CaseContent Content, long ReportedAtUs, string ReportedBy, long Version);
