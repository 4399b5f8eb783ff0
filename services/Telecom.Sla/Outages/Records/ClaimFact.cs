namespace Telecom.Sla.Outages.Records;

/// <summary>A claim as it was filed.</summary>
/// <param name="Subscription">Resource name of the subscription.</param>
/// <param name="Outage">Resource name of the outage; may be empty.</param>
/// <param name="Case">Resource name of the case; may be empty.</param>
/// <param name="Contents">What it holds, by the names of the evidence document; a field that is absent is missing in the claim.</param>
/// <param name="By">Who filed it.</param>
/// <param name="FiledAtUs">When, microseconds since the Unix epoch.</param>
/// <param name="RequestSha256">Hash of what the request said, in hexadecimal: the same request_id with other content is refused.</param>
internal sealed record ClaimFact(
    string Subscription, string Outage, string Case, IReadOnlyDictionary<string, string> Contents, string By, long FiledAtUs, string RequestSha256)
{
    /// <summary>Type of the event.</summary>
    public const string Type = "claim.filed.v1";
}
