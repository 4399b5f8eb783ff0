namespace Telecom.Sla.Outages.Records;

/// <summary>An exclusion as it was recorded: the content of its first event.</summary>
/// <param name="Circuit">Resource name of the circuit.</param>
/// <param name="Outage">Resource name of the outage; empty when it is for a time of the circuit.</param>
/// <param name="StartUs">First excluded instant, microseconds since the Unix epoch.</param>
/// <param name="EndUs">First instant after it, microseconds since the Unix epoch.</param>
/// <param name="Category">Category of the contract.</param>
/// <param name="Clause">Clause of that category when it was recorded.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Case">Resource name of the case; may be empty.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="RecordedAtUs">When, microseconds since the Unix epoch.</param>
/// <param name="RequestSha256">Hash of what the request said, in hexadecimal: the same request_id with other content is refused.</param>
internal sealed record ExclusionFact(
    string Circuit,
    string Outage,
    long StartUs,
    long EndUs,
    string Category,
    string Clause,
    string Evidence,
    string Case,
    string By,
    long RecordedAtUs,
    string RequestSha256)
{
    /// <summary>Type of the event.</summary>
    public const string Type = "exclusion.created.v1";

    /// <summary>Outages that it is told to: the named one, or those that it overlaps when it was recorded.</summary>
    public IReadOnlyList<string> Outages { get; init; } = [];
}
