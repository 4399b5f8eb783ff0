namespace Telecom.Storage.Copy;

/// <summary>What a copy did and found.</summary>
/// <param name="Resumed">True when an earlier run had begun it.</param>
/// <param name="Sections">What was compared.</param>
public sealed record StoreCopyReport(bool Resumed, IReadOnlyList<StoreCopySection> Sections)
{
    /// <summary>True when everything is the same at both ends.</summary>
    public bool IsEqual => Sections.All(static section => section.IsEqual);
}
