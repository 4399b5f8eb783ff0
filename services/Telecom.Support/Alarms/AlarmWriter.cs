using Telecom.Storage;
using Telecom.Storage.Events;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support.Alarms;

/// <summary>
/// Writes the alarms of a case, each once. An alarm's id names the promise and the mark of it, and the store writes an id once in a
/// stream: a restart, a clock that jumps, or a second process that does the same finds it written.
/// </summary>
internal sealed class AlarmWriter(CaseStore cases, RuleLookup rules, AlarmPolicy policy, SupportMetrics metrics, TimeProvider timeProvider)
{
    private const int Attempts = 8;

    /// <summary>Writes what is due of a case.</summary>
    /// <param name="name">Resource name of the case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False: it could not be written yet, since others change the case all the time or its rules cannot be found now.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was written.</exception>
    public async ValueTask<bool> WriteAsync(string name, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await cases.FindAsync(name, cancellationToken) is not { } record
                || await rules.FindAsync(record.Core, cancellationToken) is not { } found)
            {
                return false;
            }

            long now = timeProvider.Now().Microseconds;
            IReadOnlyList<AlarmData> due = policy.Due(record.Core, found, now);
            if (due.Count == 0)
            {
                return true;
            }

            if (await cases.AppendAsync(name, record.Core.Version, Events(due, now), cancellationToken))
            {
                metrics.Alarms(due, now);
                return true;
            }
        }

        return false;
    }

    /// <summary>The events of alarms. What is due when a step is taken is written before the step.</summary>
    /// <param name="due">The alarms.</param>
    /// <param name="nowUs">When they are recorded, microseconds since the Unix epoch.</param>
    public static IReadOnlyList<NewEvent> Events(IEnumerable<AlarmData> due, long nowUs) =>
    [
        .. due.Select(alarm => new NewEvent(
            alarm.Key,
            CaseSteps.StoreType(CaseStep.Alarm),
            CaseEventCodec.Write(new CaseStepData(alarm.DueAtUs, "", CaseSide.System) { Alarm = alarm }),
            nowUs)),
    ];

    /// <summary>What an alarm says, for people.</summary>
    public static string Text(AlarmData alarm) => alarm.Kind switch
    {
        AlarmKind.Breach => $"The deadline of the clock \"{alarm.Clock}\" has passed.",
        AlarmKind.Escalation => $"{alarm.Percent} % of the time of the clock \"{alarm.Clock}\" is used up: escalated{(alarm.EscalatedTo is { } to ? $" to {to}" : "")}, level {alarm.EscalationLevel}.",
        _ => $"{alarm.Percent} % of the time of the clock \"{alarm.Clock}\" is used up.",
    };
}
