namespace Telecom.Support.Cases;

/// <summary>Place of a case in a list: newest first, then by name.</summary>
/// <param name="ReportedAtUs">When it was reported, microseconds since the Unix epoch.</param>
/// <param name="Name">Its resource name.</param>
internal readonly record struct CaseKey(long ReportedAtUs, string Name) : IComparable<CaseKey>
{
    /// <inheritdoc/>
    public int CompareTo(CaseKey other)
    {
        int byTime = other.ReportedAtUs.CompareTo(ReportedAtUs);
        return byTime != 0 ? byTime : string.CompareOrdinal(other.Name, Name);
    }
}
