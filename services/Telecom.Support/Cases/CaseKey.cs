namespace Telecom.Support.Cases;

/// <summary>Place of a case in the list of its customer: newest first, then by id.</summary>
/// <param name="ReportedAtUs">When it was reported, microseconds since the Unix epoch.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct CaseKey(long ReportedAtUs, string Id) : IComparable<CaseKey>
{
    /// <inheritdoc/>
    public int CompareTo(CaseKey other)
    {
        int byTime = other.ReportedAtUs.CompareTo(ReportedAtUs);
        return byTime != 0 ? byTime : string.CompareOrdinal(other.Id, Id);
    }
}
