namespace Telecom.Support.Steps;

/// <summary>What a case may refer to.</summary>
internal static class LinkTargets
{
    /// <summary>Collections of the customer's resources that a case may refer to.</summary>
    public static string[] Collections { get; } = ["outages", "exclusions", "claims", "cases"];
}
