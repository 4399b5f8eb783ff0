using Telecom.Storage.Events;
using Telecom.Support.Alarms;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Feed;

/// <summary>Stored events of a case as the feed shows them: each with the state that it left the case in.</summary>
internal static class EventMapping
{
    /// <summary>Maps a case's stream.</summary>
    /// <param name="name">Resource name of the case.</param>
    /// <param name="stream">All events of the case, oldest first.</param>
    /// <param name="wanted">Which of them.</param>
    /// <param name="includeInternal">True when the reader may see what is the provider's alone.</param>
    public static IEnumerable<CaseEvent> Map(string name, IReadOnlyList<StoredEvent> stream, Func<StoredEvent, bool> wanted, bool includeInternal)
    {
        CaseCore? core = null;
        foreach (StoredEvent stored in stream)
        {
            CaseOpened? opened = null;
            CaseStep step = default;
            CaseStepData? data = null;
            if (core is null)
            {
                opened = CaseEventCodec.ReadOpened(stored.Data);
                core = new CaseCore(name, opened, stored.RecordedAtUs);
            }
            else
            {
                (step, data) = (CaseFold.Step(name, stored), CaseEventCodec.ReadStep(stored.Data));
                core.Apply(step, data);
            }

            if (wanted(stored))
            {
                CaseEvent mapped = data is null ? Opened(core, stored, opened!) : Step(core, stored, step, includeInternal ? data : Public(data));
                if (includeInternal || mapped.Visibility != Visibility.Internal)
                {
                    yield return mapped;
                }
            }
        }
    }

    private static CaseEvent Opened(CaseCore core, StoredEvent stored, CaseOpened opened)
    {
        CaseEvent mapped = Of(core, stored, "case.opened", opened.ReportedAtUs, opened.ReportedBy);
        mapped.Text = opened.Content.Title;

        // A feed event refers to one thing: the outage that a case is about tells the Sla service most.
        string[] links = opened.Content.LinkList();
        mapped.Link = links.FirstOrDefault(link => link.Contains("/outages/", StringComparison.Ordinal)) ?? links.FirstOrDefault() ?? "";
        return mapped;
    }

    private static CaseEvent Step(CaseCore core, StoredEvent stored, CaseStep step, CaseStepData data)
    {
        CaseEvent mapped = Of(core, stored, CaseSteps.FeedType(step), data.AtUs, data.By);
        mapped.Visibility = data.Visibility ?? Visibility.Public;
        mapped.Text = data.Text ?? (data.Alarm is { } said ? AlarmWriter.Text(said) : data.Attachment?.FileName ?? data.Title ?? "");
        mapped.Link = data.Target ?? "";
        if (data.Alarm is { } alarm)
        {
            mapped.Alarm = new Alarm
            {
                Kind = alarm.Kind,
                Clock = alarm.Clock,
                Percent = alarm.Percent,
                DueAtUs = alarm.DueAtUs,
                DeadlineUs = alarm.DeadlineUs,
                EscalatedTo = alarm.EscalatedTo ?? "",
                EscalationLevel = alarm.EscalationLevel,
            };
        }

        return mapped;
    }

    /// <summary>
    /// Whom the provider's ladder names, and what it orders from a supplier, is the provider's alone; that the case went up, how far, and that it
    /// waits for a supplier, is not.
    /// </summary>
    private static CaseStepData Public(CaseStepData data) => data switch
    {
        { Alarm: { EscalatedTo: not null } alarm } => data with { Alarm = alarm with { EscalatedTo = null } },
        { WaitingOn: WaitingOn.Supplier } => data with { Text = null },
        _ => data,
    };

    private static CaseEvent Of(CaseCore core, StoredEvent stored, string type, long occurredAtUs, string actor) => new()
    {
        Position = stored.Position,
        Id = $"{core.Name}/events/{stored.Version}",
        Case = core.Name,
        Type = type,
        OccurredAtUs = occurredAtUs,
        RecordedAtUs = stored.RecordedAtUs,
        Actor = actor,
        Visibility = Visibility.Public,
        Subscription = core.Subscription,
        Circuit = core.Circuit,
        Severity = core.Severity,
        Cause = core.Cause,
        State = core.State,
        Origin = core.Origin,
        ReportedAtUs = core.ReportedAtUs,
        Version = stored.Version,
    };
}
