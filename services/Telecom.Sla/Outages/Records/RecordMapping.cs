using System.Globalization;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Status;
using Telecom.Sla.V1;
using WireDeadline = Telecom.Sla.V1.ClaimDeadline;

namespace Telecom.Sla.Outages.Records;

/// <summary>Exclusions and claims to their wire form.</summary>
internal sealed class RecordMapping(FactBook book, ContractLedger ledger)
{
    /// <summary>An exclusion.</summary>
    public static Exclusion ToProto(ExclusionState state) => new()
    {
        Name = state.Name,
        Circuit = state.Fact.Circuit,
        Outage = state.Fact.Outage,
        Time = new Common.V1.TimeRange { StartUs = state.Fact.StartUs, EndUs = state.Fact.EndUs },
        Category = state.Fact.Category,
        Clause = state.Fact.Clause,
        Status = state.Status switch
        {
            ExclusionState.Approved => ExclusionStatus.Approved,
            ExclusionState.Rejected => ExclusionStatus.Rejected,
            _ => ExclusionStatus.Proposed,
        },
        Evidence = state.Fact.Evidence,
        Case = state.Fact.Case,
        CreatedBy = state.Fact.By,
        RecordedAtUs = state.Fact.RecordedAtUs,
        DecidedBy = state.Decision?.By ?? "",
        DecidedAtUs = state.Decision?.DecidedAtUs ?? 0,
        DecisionReason = state.Decision?.Reason ?? "",
        Etag = state.Version.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A claim with its deadlines under the contract as the catalogue has it now.</summary>
    public Claim ToProto(ClaimState state, CatalogIndex index)
    {
        Claim claim = new()
        {
            Name = state.Name,
            Subscription = state.Fact.Subscription,
            Outage = state.Fact.Outage,
            Case = state.Fact.Case,
            Contents = new ClaimContents
            {
                Subject = Field("subject"),
                IncidentTimes = Field("incidentTimes"),
                AccountEmail = Field("accountEmail"),
                TicketNumber = Field("ticketNumber"),
                Logs = Field("logs"),
            },
            FiledBy = state.Fact.By,
            FiledAtUs = state.Fact.FiledAtUs,
            Etag = state.Version.ToString(CultureInfo.InvariantCulture),
        };
        if (book.Outage(state.Fact.Outage) is { } outage
            && ledger.TermsOf(outage.Contract, outage.Plan, new UtcInstant(outage.StartUs), index) is { Claims: { } terms } rating)
        {
            claim.ClaimDeadline = Deadline(terms.Claim, outage, rating);
            claim.TicketDeadline = terms.Ticket is { } ticket ? Deadline(ticket, outage, rating) : null;
        }

        return claim;

        string Field(string name) => state.Fact.Contents.GetValueOrDefault(name, "");
    }

    private static WireDeadline? Deadline(ClaimWindow window, OutageFact outage, RatingTerms terms)
    {
        UtcInstant? anchor = window.Anchor switch
        {
            ClaimAnchor.OutageEnd => outage.Ongoing ? null : new UtcInstant(outage.EndUs),
            ClaimAnchor.OutageStart => new UtcInstant(outage.StartUs),
            ClaimAnchor.PeriodClose => MonthPeriods.Month(new UtcInstant(outage.StartUs), terms.Zone).End,
            _ => null,
        };
        if (anchor is not { } from)
        {
            return null;
        }

        CalendarTerms days = terms.Calendar;
        Domain.Claims.ClaimDeadline end = Domain.Claims.ClaimDeadline.Of(
            window, from, terms.Zone, () => new WorkCalendar(days.Zone, days.Weekend, days.Holidays, days.OpensMinute, days.ClosesMinute));
        return new WireDeadline { AtUs = end.At.Microseconds, Inclusive = end.Inclusive, Clause = window.Clause };
    }
}
