using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Compares the clocks of a case before and after something.</summary>
internal static class ClockEffects
{
    /// <summary>The clocks whose deadline or state differs, in the order in which a case has them.</summary>
    public static IReadOnlyList<ClockEffect> Between(IReadOnlyList<ClockView> before, IReadOnlyList<ClockView> after)
    {
        string[] order = ["respond", "fix", "resolve"];
        List<ClockEffect> effects = [];
        foreach (string name in order)
        {
            ClockView? old = before.FirstOrDefault(clock => clock.Reading.Name == name);
            ClockView? now = after.FirstOrDefault(clock => clock.Reading.Name == name);
            if (old?.DueAtUs != now?.DueAtUs || old?.State != now?.State)
            {
                effects.Add(new ClockEffect
                {
                    Clock = name,
                    DueBeforeUs = old?.DueAtUs ?? 0,
                    DueAfterUs = now?.DueAtUs ?? 0,
                    StateBefore = old?.State ?? ClockState.Unspecified,
                    StateAfter = now?.State ?? ClockState.Unspecified,
                    Why = now?.Reading.Why ?? "There is no such clock any more.",
                });
            }
        }

        return effects;
    }
}
