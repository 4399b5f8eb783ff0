namespace Telecom.Sla.Outages.Records;

/// <summary>An exclusion with its decision.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Fact">What was recorded.</param>
/// <param name="Decision">The last decision; null when nobody decided.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Place">Position of its first event: its place among all of the customer.</param>
internal sealed record ExclusionState(string Name, ExclusionFact Fact, ExclusionDecided? Decision, long Version, long Place)
{
    /// <summary>Status before a decision.</summary>
    public const string Proposed = "proposed";

    /// <summary>Status of one that counts.</summary>
    public const string Approved = "approved";

    /// <summary>Status of one that does not count.</summary>
    public const string Rejected = "rejected";

    /// <summary>"proposed", "approved" or "rejected".</summary>
    public string Status => Decision?.Status ?? Proposed;
}
