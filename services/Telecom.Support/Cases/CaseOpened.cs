namespace Telecom.Support.Cases;

/// <summary>First event of every case.</summary>
/// <param name="Content">What was reported.</param>
/// <param name="ReportedAtUs">When it was reported, microseconds since the Unix epoch.</param>
/// <param name="ReportedBy">Who reported it.</param>
internal sealed record CaseOpened(CaseContent Content, long ReportedAtUs, string ReportedBy)
{
    /// <summary>Type of the event in the store.</summary>
    public const string Type = "case.opened.v1";
}
