using Telecom.Sla.Domain.Time;
using Telecom.Support.V1;
using Domain = Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Cases;

/// <summary>
/// What decides about a case's state and its clocks: a fold over its events, without its texts. A million of them are held in memory,
/// so every field is small and texts that many cases share are shared.
/// </summary>
internal sealed class CaseCore
{
    private List<Domain.CaseEvent>? _events;
    private HashSet<string>? _alarms;

    /// <summary>Begins a case.</summary>
    /// <param name="name">Resource name of the case.</param>
    /// <param name="opened">Its first event.</param>
    /// <param name="recordedAtUs">When that was recorded, microseconds since the Unix epoch.</param>
    public CaseCore(string name, CaseOpened opened, long recordedAtUs)
    {
        Name = name;
        Subscription = string.Intern(opened.Content.Subscription);
        Circuit = string.Intern(opened.Content.Circuit);
        Severity = FirstSeverity = string.Intern(opened.Content.Severity);
        Cause = FirstCause = string.Intern(opened.Content.Cause);
        Origin = opened.Origin;
        Rules = opened.Rules is { } rules ? string.Intern(rules) : null;
        ReportedAtUs = opened.ReportedAtUs;
        LastAtUs = Math.Max(opened.ReportedAtUs, recordedAtUs);
        CreateTimeUs = recordedAtUs;
        Version = 1;
    }

    /// <summary>Resource name.</summary>
    public string Name { get; }

    /// <summary>Resource name of its subscription.</summary>
    public string Subscription { get; }

    /// <summary>Resource name of its circuit; may be empty.</summary>
    public string Circuit { get; private set; }

    /// <summary>Severity now; empty where the plan has none.</summary>
    public string Severity { get; private set; }

    /// <summary>Cause now; may be empty.</summary>
    public string Cause { get; private set; }

    /// <summary>Severity at the report.</summary>
    public string FirstSeverity { get; }

    /// <summary>Cause at the report.</summary>
    public string FirstCause { get; }

    /// <summary>How it came about.</summary>
    public CaseOrigin Origin { get; }

    /// <summary>Hash of the rules that it runs under; null: those of the catalogue now.</summary>
    public string? Rules { get; private set; }

    /// <summary>When it was reported, microseconds since the Unix epoch.</summary>
    public long ReportedAtUs { get; }

    /// <summary>When it was recorded, microseconds since the Unix epoch.</summary>
    public long CreateTimeUs { get; }

    /// <summary>Instant of the latest step, microseconds since the Unix epoch: a later one is never before it, whatever a clock shows.</summary>
    public long LastAtUs { get; private set; }

    /// <summary>Number of events.</summary>
    public long Version { get; private set; }

    /// <summary>Number of events that are no alarms: an alarm that is written between reading and changing a case is no conflict.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>What changes with every step of the case.</summary>
    public string Etag => Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where it stands.</summary>
    public CaseState State { get; private set; } = CaseState.Open;

    /// <summary>What it waits for.</summary>
    public WaitingOn WaitingOn { get; private set; }

    /// <summary>Level of the ladder that it has reached; 0: none.</summary>
    public int EscalationLevel { get; private set; }

    /// <summary>Resource name of the case that it is a duplicate of; null: none.</summary>
    public string? DuplicateOf { get; private set; }

    /// <summary>First confirmation, microseconds since the Unix epoch; 0: none.</summary>
    public long AcknowledgedAtUs { get; private set; }

    /// <summary>First response in substance; 0: none.</summary>
    public long RespondedAtUs { get; private set; }

    /// <summary>First workaround; 0: none.</summary>
    public long WorkaroundAtUs { get; private set; }

    /// <summary>The resolution that holds; 0: none.</summary>
    public long ResolvedAtUs { get; private set; }

    /// <summary>The end: closed, cancelled or rejected; 0: it goes on.</summary>
    public long EndedAtUs { get; private set; }

    /// <summary>Whether it was accepted, where that is needed; null: neither accepted nor declined.</summary>
    public bool? Accepted { get; private set; }

    /// <summary>True when nothing more can happen to its clocks.</summary>
    public bool HasEnded => EndedAtUs != 0;

    /// <summary>True while a clock may run: neither resolved nor ended.</summary>
    public bool IsRunning => ResolvedAtUs == 0 && EndedAtUs == 0;

    /// <summary>When the provider first answered: confirmation, response or resolution, microseconds since the Unix epoch; 0: it has not.</summary>
    public long AnsweredAtUs { get; private set; }

    /// <summary>The facts that the domain rates. They share this object's list: not to be kept across a change.</summary>
    public Domain.CaseFacts Facts() => new(
        Name, FirstSeverity, FirstCause.Length > 0 ? FirstCause : null, new UtcInstant(ReportedAtUs), (IReadOnlyList<Domain.CaseEvent>?)_events ?? []);

    /// <summary>The case as it is at this moment, for whoever reads it while it may change.</summary>
    public CaseCore Copy()
    {
        var copy = (CaseCore)MemberwiseClone();
        copy._events = _events is { } events ? [.. events] : null;
        copy._alarms = _alarms is { } alarms ? new HashSet<string>(alarms, alarms.Comparer) : null;
        return copy;
    }

    /// <summary>True when the alarm of a key was written.</summary>
    public bool HasAlarm(string key) => _alarms?.Contains(key) == true;

    /// <summary>Takes in an event.</summary>
    /// <param name="step">What happened.</param>
    /// <param name="data">Its content.</param>
    public void Apply(CaseStep step, CaseStepData data)
    {
        Version++;
        Revision += step == CaseStep.Alarm ? 0 : 1;

        // An alarm is no step: one that a jump of the clock brought early must not date an answer later than it came.
        LastAtUs = step == CaseStep.Alarm ? LastAtUs : Math.Max(LastAtUs, data.AtUs);
        switch (step)
        {
            case CaseStep.Acknowledged:
                AcknowledgedAtUs = First(AcknowledgedAtUs, data.AtUs);
                Answer(data.AtUs);
                Tell(Domain.CaseEventKind.Acknowledged, data);
                break;
            case CaseStep.Responded:
                RespondedAtUs = First(RespondedAtUs, data.AtUs);
                Answer(data.AtUs);
                Tell(Domain.CaseEventKind.Responded, data);
                break;
            case CaseStep.Waiting:
                Wait(data);
                break;
            case CaseStep.Resumed:
                Resume(data);
                break;
            case CaseStep.SeverityChanged:
                Severity = string.Intern(data.Severity ?? Severity);
                Cause = string.Intern(data.Cause ?? Cause);
                Tell(Domain.CaseEventKind.SeverityChanged, data, data.Severity, data.Cause);
                break;
            case CaseStep.Agreed:
                Tell(Domain.CaseEventKind.Agreed, data, until: new UtcInstant(data.UntilUs ?? data.AtUs));
                break;
            case CaseStep.Accepted:
                Accepted = true;
                Tell(Domain.CaseEventKind.Accepted, data);
                break;
            case CaseStep.Declined:
                Accepted = false;
                Tell(Domain.CaseEventKind.Declined, data);
                End(CaseState.Rejected, data.AtUs);
                break;
            case CaseStep.Escalated:
                EscalationLevel++;
                break;
            case CaseStep.Workaround:
                WorkaroundAtUs = First(WorkaroundAtUs, data.AtUs);
                break;
            case CaseStep.Resolved:
                ResolvedAtUs = data.AtUs;
                AnsweredAtUs = First(AnsweredAtUs, data.AtUs);
                (State, WaitingOn) = (CaseState.Resolved, WaitingOn.Unspecified);
                Tell(Domain.CaseEventKind.Resolved, data);
                break;
            case CaseStep.Reopened:
                ResolvedAtUs = 0;
                State = CaseState.InProgress;
                Tell(Domain.CaseEventKind.Reopened, data);
                break;
            case CaseStep.Closed:
                End(CaseState.Closed, data.AtUs);
                break;
            case CaseStep.Duplicate:
                DuplicateOf = data.Target;
                End(CaseState.Cancelled, data.AtUs);
                break;
            case CaseStep.Cancelled:
                End(CaseState.Cancelled, data.AtUs);
                break;
            case CaseStep.RulesChanged:
                Rules = data.Rules is { } rules ? string.Intern(rules) : Rules;
                break;
            case CaseStep.Updated:
                Circuit = data.Circuit is { } circuit ? string.Intern(circuit) : Circuit;
                break;
            case CaseStep.Alarm when data.Alarm is { } alarm:
                _ = (_alarms ??= new HashSet<string>(StringComparer.Ordinal)).Add(alarm.Key);
                EscalationLevel = Math.Max(EscalationLevel, alarm.EscalationLevel);
                break;
            default:
                break;
        }
    }

    private void Wait(CaseStepData data)
    {
        WaitingOn = data.WaitingOn ?? WaitingOn.Customer;
        State = WaitingOn == WaitingOn.Supplier ? CaseState.Held : CaseState.Pending;

        // Only the customer's silence can stop a clock (reading OM-R8).
        if (WaitingOn == WaitingOn.Customer)
        {
            Tell(Domain.CaseEventKind.Waiting, data);
        }
    }

    private void Resume(CaseStepData data)
    {
        if (WaitingOn == WaitingOn.Customer)
        {
            Tell(Domain.CaseEventKind.Resumed, data);
        }

        WaitingOn = WaitingOn.Unspecified;
        State = AnsweredAtUs == 0 ? CaseState.Open : CaseState.InProgress;
    }

    private void Answer(long atUs)
    {
        AnsweredAtUs = First(AnsweredAtUs, atUs);
        State = State == CaseState.Open ? CaseState.InProgress : State;
    }

    private void End(CaseState state, long atUs)
    {
        State = state;
        WaitingOn = WaitingOn.Unspecified;
        EndedAtUs = atUs;
    }

    private void Tell(Domain.CaseEventKind kind, CaseStepData data, string? severity = null, string? cause = null, UtcInstant? until = null) =>
        (_events ??= []).Add(new Domain.CaseEvent(new UtcInstant(data.AtUs), kind, severity, cause, until));

    private static long First(long known, long atUs) => known == 0 ? atUs : known;
}
