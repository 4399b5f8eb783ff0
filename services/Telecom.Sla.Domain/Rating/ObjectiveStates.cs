namespace Telecom.Sla.Domain.Rating;

/// <summary>The state of several objectives that must all hold.</summary>
public static class ObjectiveStates
{
    /// <summary>
    /// The worst state: breached, breached already, undetermined, at risk, on track or met; none only when there is no objective. It is
    /// the conjunction of three-valued logic: one certain miss decides, otherwise one unknown does. At risk is still inside the
    /// objective, so it comes after undetermined, which may not be.
    /// </summary>
    public static ObjectiveState Worst(IEnumerable<ObjectiveState> states) => states.DefaultIfEmpty(ObjectiveState.None).MaxBy(Rank);

    private static int Rank(ObjectiveState state) => state switch
    {
        ObjectiveState.None => 0,
        ObjectiveState.Met or ObjectiveState.OnTrack => 1,
        ObjectiveState.AtRisk => 2,
        ObjectiveState.Undetermined => 3,
        ObjectiveState.BreachedAlready => 4,
        ObjectiveState.Breached => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
