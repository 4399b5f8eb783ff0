using Telecom.Storage.Log;

namespace Telecom.Sla.Folding;

/// <summary>What a step did.</summary>
/// <param name="Records">How many of the given records it took; at least one.</param>
/// <param name="Next">Position of the last of them.</param>
/// <param name="Counts">What it counted.</param>
internal readonly record struct FoldStep(int Records, LogPosition Next, FoldCounts Counts);
