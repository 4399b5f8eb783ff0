namespace Telecom.Contracts.Examples;

/// <summary>Slices in a row with the same packets each.</summary>
/// <param name="Count">Number of slices.</param>
/// <param name="Sent">Packets sent in each; 0: unmeasured.</param>
/// <param name="Lost">Packets lost in each.</param>
internal readonly record struct SliceGroup(long Count, long Sent, long Lost);
