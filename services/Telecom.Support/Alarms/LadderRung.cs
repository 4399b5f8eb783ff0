namespace Telecom.Support.Alarms;

/// <summary>A rung of an escalation ladder.</summary>
internal sealed class LadderRung
{
    /// <summary>Share of a clock's target at which the case comes to it, percent, 1 to 1000; required.</summary>
    public int Percent { get; set; }

    /// <summary>Whom it names, 1 to 200 characters; required.</summary>
    public string To { get; set; } = "";

    /// <summary>The clock that it is for, "respond", "fix" or "resolve"; empty: each.</summary>
    public string Clock { get; set; } = "";

    /// <summary>True when a clock leads to it.</summary>
    public bool HoldsFor(string clock) => Clock.Length == 0 || Clock == clock;
}
