using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;
using Domain = Telecom.Sla.Domain.Cases;

namespace Telecom.Support;

/// <summary>Cases as callers see them.</summary>
internal sealed class CaseView(CaseBook book, TimeProvider timeProvider)
{
    /// <summary>A case and its clocks now.</summary>
    /// <param name="record">The case.</param>
    /// <param name="rules">Its rules; null: they cannot be found now.</param>
    /// <param name="side">Who looks: a customer does not see what is the provider's alone.</param>
    public Case Of(CaseRecord record, CaseRuleSet? rules, CaseSide side)
    {
        CaseCore core = record.Core;
        UtcInstant now = UtcInstant.Max(timeProvider.Now(), new UtcInstant(core.LastAtUs));
        CaseClocks clocks = rules is null ? new CaseClocks([], []) : ClockReader.Read(core, rules, now);
        var shown = new Case
        {
            Name = core.Name,
            Subscription = core.Subscription,
            Severity = core.Severity,
            Cause = core.Cause,
            Title = record.Title,
            Description = record.Description,
            Circuit = core.Circuit,
            ReportedAtUs = core.ReportedAtUs,
            ReportedBy = record.ReportedBy,
            State = core.State,
            Etag = core.Etag,
            Origin = core.Origin,
            WaitingOn = core.WaitingOn,
            EscalationLevel = core.EscalationLevel,
            DuplicateOf = core.DuplicateOf ?? "",
            NextDueAtUs = clocks.NextDueAtUs,
            Workaround = record.WorkaroundText,
            Resolution = record.Resolution,
            CreateTimeUs = core.CreateTimeUs,
            Times = new CaseTimes
            {
                AcknowledgedAtUs = core.AcknowledgedAtUs,
                RespondedAtUs = core.RespondedAtUs,
                WorkaroundAtUs = core.WorkaroundAtUs,
                ResolvedAtUs = core.ResolvedAtUs,
                EndedAtUs = core.EndedAtUs,
            },
        };
        shown.Clocks.AddRange(clocks.Clocks.Select(clock => Clock(core, rules!, clock, now)));
        shown.Duplicates.AddRange(book.DuplicatesOf(core.Name));
        shown.Links.AddRange(record.Links);
        shown.Assumptions.AddRange(clocks.Assumptions);
        shown.Attachments.AddRange(record.Attachments
            .Where(found => side != CaseSide.Customer || found.Visibility == Visibility.Public)
            .Select(found => Attachment(found.File)));
        AddRules(shown, core, rules, now);
        return shown;
    }

    /// <summary>Rules as callers see them.</summary>
    public static V1.CaseRules Rules(CaseRuleSet rules)
    {
        var shown = new V1.CaseRules
        {
            Hash = rules.Hash,
            Contract = rules.Data.Contract,
            Version = rules.Data.Version,
            Plan = rules.Data.Plan,
            Calendar = rules.Data.Calendar.Describe(),
        };
        shown.Severities.AddRange((rules.Terms?.Levels ?? []).Select(level =>
            new SeverityRow { Severity = level.Severity, Cause = level.Cause ?? "", DisplayName = level.Name }));
        return shown;
    }

    /// <summary>A clock as callers see it.</summary>
    /// <param name="core">The case.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="now">The instant of the reading.</param>
    public static Clock Clock(CaseCore core, CaseRuleSet rules, ClockView clock, UtcInstant now)
    {
        Domain.ClockReading reading = clock.Reading;
        var shown = new Clock
        {
            Name = reading.Name,
            TargetUs = reading.TargetUs ?? 0,
            StartedAtUs = reading.Started?.Microseconds ?? 0,
            DueAtUs = clock.DueAtUs,
            RemainingUs = reading.RemainingUs ?? 0,
            State = clock.State,
            Clause = reading.Clause,
            ElapsedUs = reading.ElapsedUs,
            PausedUs = reading.PausedUs,
            Why = reading.Why,
            DoneAtUs = clock.DoneAtUs,
            TimeBasis = rules.Terms?.TimeBasis == Domain.CaseTimeBasis.WorkingHours ? "working_hours" : "elapsed",
        };
        foreach (RuleAlternative other in rules.Alternatives)
        {
            if (DueUnder(core, rules, other, reading.Name, now) is { } due && due != (reading.DueAt?.Microseconds ?? 0))
            {
                shown.Alternatives.Add(new ClockAlternative { Reading = other.Reading, Option = other.Option, DueAtUs = due });
            }
        }

        return shown;
    }

    /// <summary>The deadline under another reading, 0 for none; null when the calendar has too little time for it.</summary>
    private static long? DueUnder(CaseCore core, CaseRuleSet rules, RuleAlternative other, string clock, UtcInstant now)
    {
        try
        {
            return ClockReader.Rate(core, rules, other.Terms, now).Clocks.FirstOrDefault(found => found.Name == clock)?.DueAt?.Microseconds ?? 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A file as callers see it.</summary>
    public static Attachment Attachment(AttachmentData file) =>
        new() { Sha256 = file.Sha256, FileName = file.FileName, MediaType = file.MediaType, SizeBytes = file.SizeBytes };

    private static void AddRules(Case shown, CaseCore core, CaseRuleSet? rules, UtcInstant now)
    {
        if (rules is null)
        {
            shown.NoClocksBecause = $"The catalogue does not say now what {core.Subscription} promises.";
            return;
        }

        shown.Rules = Rules(rules);
        if (shown.Clocks.Count == 0)
        {
            shown.NoClocksBecause = rules.Terms is null
                ? $"Plan {rules.Data.Plan} of {rules.Data.Contract} promises no time to respond or to resolve."
                : "The provider declined the case.";
        }

        if (rules.Data.ChannelClause is { } clause)
        {
            shown.ChannelHours = new ChannelHours
            {
                Open = rules.Calendar.IsOpen(now),
                ChangesAtUs = rules.Calendar.NextChange(now)?.Microseconds ?? 0,
                Hours = rules.Data.Calendar.Describe(),
                Clause = clause,
            };
        }
    }
}
