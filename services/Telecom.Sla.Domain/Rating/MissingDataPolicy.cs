namespace Telecom.Sla.Domain.Rating;

/// <summary>What unmeasured time means for the verdict on availability. The contract chooses; bounds and coverage are shown in any case.</summary>
public enum MissingDataPolicy
{
    /// <summary>It may have been up or down: where that could change the verdict, the verdict is undetermined.</summary>
    Undetermined = 0,

    /// <summary>It leaves both sides: the measured time alone is judged, and the budget shrinks with it.</summary>
    Exclude,

    /// <summary>It counts as down.</summary>
    Down,

    /// <summary>It counts as up.</summary>
    Up,
}
