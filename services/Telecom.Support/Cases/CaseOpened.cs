using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>First event of every case.</summary>
/// <param name="Content">What was reported.</param>
/// <param name="ReportedAtUs">When it was reported, microseconds since the Unix epoch.</param>
/// <param name="ReportedBy">Who reported it.</param>
/// <param name="Origin">How it came about.</param>
/// <param name="Rules">Hash of the rules that it runs under; null in stores of the first version, which looked them up in the catalogue each time.</param>
internal sealed record CaseOpened(
    CaseContent Content, long ReportedAtUs, string ReportedBy, CaseOrigin Origin = CaseOrigin.Customer, string? Rules = null)
{
    /// <summary>Type of the event in the store.</summary>
    public const string Type = "case.opened.v1";
}
