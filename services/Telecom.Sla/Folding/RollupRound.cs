namespace Telecom.Sla.Folding;

/// <summary>What one round of rolling up made.</summary>
/// <param name="Hours">Hours.</param>
/// <param name="Days">Days.</param>
/// <param name="More">True when more may be due.</param>
internal readonly record struct RollupRound(int Hours, int Days, bool More);
