namespace Telecom.Support.Cases;

/// <summary>The clocks of a case at an instant.</summary>
/// <param name="Clocks">A clock for every promise; empty where none is made.</param>
/// <param name="Assumptions">What the facts do not say and the rating had to suppose, for people.</param>
internal sealed record CaseClocks(IReadOnlyList<ClockView> Clocks, IReadOnlyList<string> Assumptions)
{
    /// <summary>The earliest deadline of a clock whose step has not been done, passed or not, microseconds since the Unix epoch; 0: none.</summary>
    public long NextDueAtUs => Clocks.Where(clock => clock.IsOpen && clock.DueAtUs != 0).Select(clock => clock.DueAtUs).DefaultIfEmpty(0).Min();
}
