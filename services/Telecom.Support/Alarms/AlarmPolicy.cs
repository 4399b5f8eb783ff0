using Microsoft.Extensions.Options;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support.Alarms;

/// <summary>Which alarms a case's clocks raise: warnings, the breach, and the rungs of the contract's ladder. Pure but for its options.</summary>
internal sealed class AlarmPolicy(IOptions<AlarmOptions> options)
{
    private const int Whole = 100;

    /// <summary>The next deadline of an open clock and the instant of the next alarm, microseconds since the Unix epoch.</summary>
    /// <param name="core">The case.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    public (long DueAtUs, long AlarmAtUs) Next(CaseCore core, CaseRuleSet rules, long nowUs)
    {
        long due = ClockReader.Read(core, rules, new UtcInstant(nowUs)).NextDueAtUs;
        long alarm = Unwritten(core, rules).Select(found => found.DueAtUs).DefaultIfEmpty(CaseEntry.Never).Min();
        return (due == 0 ? CaseEntry.Never : due, alarm);
    }

    /// <summary>Alarms whose instant has come and that were not written, by instant.</summary>
    public IReadOnlyList<AlarmData> Due(CaseCore core, CaseRuleSet rules, long nowUs) => !core.IsRunning
        ? []
        : [.. Unwritten(core, rules).Where(alarm => alarm.DueAtUs <= nowUs).OrderBy(alarm => alarm.DueAtUs).ThenBy(alarm => alarm.Key, StringComparer.Ordinal)];

    private IEnumerable<AlarmData> Unwritten(CaseCore core, CaseRuleSet rules)
    {
        if (rules.Terms is not { } terms)
        {
            yield break;
        }

        IReadOnlyList<LadderRung> ladder = options.Value.LadderOf(rules.Data.Contract);
        int[] percents = [.. options.Value.WarnPercent.Append(Whole).Concat(ladder.Select(rung => rung.Percent)).Distinct().Order()];
        foreach (CaseMark mark in CaseMarks.Of(terms, core.Facts(), rules.Calendar, percents, null))
        {
            // A clock that has stopped raises nothing more: whoever stopped it wrote what was due by then.
            if (mark.Clock == "respond" ? core.AnsweredAtUs != 0 : core.ResolvedAtUs != 0)
            {
                continue;
            }

            foreach (AlarmData alarm in Of(mark, ladder))
            {
                if (!core.HasAlarm(alarm.Key))
                {
                    yield return alarm;
                }
            }
        }
    }

    private IEnumerable<AlarmData> Of(CaseMark mark, IReadOnlyList<LadderRung> ladder)
    {
        if (mark.Percent == Whole)
        {
            yield return Make(AlarmKind.Breach, mark, $"{mark.Occasion}/breach");
        }
        else if (options.Value.WarnPercent.Contains(mark.Percent))
        {
            yield return Make(AlarmKind.Warning, mark, $"{mark.Occasion}/{mark.Percent}");
        }

        for (int i = 0; i < ladder.Count; i++)
        {
            if (ladder[i].Percent == mark.Percent && ladder[i].HoldsFor(mark.Clock))
            {
                // Not by its number: a rung that is added below must not take the place of one that was reached.
                int twin = ladder.Take(i).Count(rung => rung.Percent == mark.Percent);
                yield return Make(AlarmKind.Escalation, mark, $"{mark.Occasion}/rung/{mark.Percent}/{twin}") with { EscalatedTo = ladder[i].To, EscalationLevel = i + 1 };
            }
        }
    }

    private static AlarmData Make(AlarmKind kind, CaseMark mark, string key) =>
        new(kind, mark.Clock, mark.Percent, mark.At.Microseconds, mark.Deadline?.Microseconds ?? 0, key);
}
