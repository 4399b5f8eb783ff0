using Telecom.Sla.Domain.Numbers;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Reports;

/// <summary>Counts the clocks of a row.</summary>
internal sealed class AttainmentTally
{
    private static readonly int[] s_percents = [50, 90, 95];
    private readonly List<long> _elapsed = [];
    private long _met;
    private long _breached;
    private long _open;
    private long _unjudged;

    /// <summary>What became of a clock.</summary>
    public static ClockOutcome OutcomeOf(ClockView clock) => clock.State switch
    {
        ClockState.Met => ClockOutcome.Met,
        ClockState.Breached => ClockOutcome.Breached,
        ClockState.Stopped => ClockOutcome.Unjudged,
        _ => ClockOutcome.Open,
    };

    /// <summary>Counts a clock.</summary>
    public void Add(ClockView clock)
    {
        _ = OutcomeOf(clock) switch
        {
            ClockOutcome.Met => _met++,
            ClockOutcome.Breached => _breached++,
            ClockOutcome.Open => _open++,
            _ => _unjudged++,
        };

        // A step that was done before its clock could start took no time that could be told.
        if (clock.DoneAtUs != 0 && clock.Reading.Started is not null)
        {
            _elapsed.Add(clock.Reading.ElapsedUs);
        }
    }

    /// <summary>The row.</summary>
    /// <param name="contract">Resource name of the contract.</param>
    /// <param name="severity">Severity.</param>
    /// <param name="clock">Name of the clock.</param>
    public AttainmentRow Row(string contract, string severity, string clock)
    {
        long judged = _met + _breached;
        var row = new AttainmentRow
        {
            Contract = contract,
            Severity = severity,
            Clock = clock,
            Met = _met,
            Breached = _breached,
            Open = _open,
            Unjudged = _unjudged,
            AttainmentPct = PercentText.Of(judged == 0 ? null : new Ratio(_met, judged)),
        };
        _elapsed.Sort();
        foreach (int percent in _elapsed.Count == 0 ? [] : s_percents)
        {
            row.Percentiles.Add(new Percentile { Percent = percent, ValueUs = _elapsed[Rank(percent, _elapsed.Count) - 1] });
        }

        return row;
    }

    /// <summary>Nearest rank: the least number of values that is at least so many percent of all, from 1.</summary>
    private static int Rank(int percent, int count) => (int)((((long)percent * count) + 99) / 100);
}
