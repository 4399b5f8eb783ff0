namespace Telecom.Sla.Domain.Terms;

/// <summary>Which part of an exclusion's range is excluded.</summary>
public enum ExclusionExtent
{
    /// <summary>All of it, whether or not the service was down.</summary>
    WholeRange = 1,

    /// <summary>Only the part in which the service was in fact down, as where a text excludes "planned downtime" and not the window.</summary>
    OutagePart,
}
