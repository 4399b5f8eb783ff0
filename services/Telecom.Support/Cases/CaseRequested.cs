using Telecom.Support.V1;

namespace Telecom.Support.Cases;

/// <summary>
/// Event of a request's own stream: this request id stands for this content and this instant. It is written before the case, so that a
/// repeated request opens the same case again even when the process died in between.
/// </summary>
/// <param name="Content">What was reported.</param>
/// <param name="ReportedAtUs">When it was first reported, microseconds since the Unix epoch.</param>
/// <param name="ReportedBy">Who reported it.</param>
/// <param name="Origin">How it came about.</param>
/// <param name="Rules">Hash of the rules that held at the request.</param>
internal sealed record CaseRequested(
    CaseContent Content, long ReportedAtUs, string ReportedBy, CaseOrigin Origin = CaseOrigin.Customer, string? Rules = null)
{
    /// <summary>Type of the event in the store.</summary>
    public const string Type = "case.requested.v1";
}
